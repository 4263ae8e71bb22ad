"""What grammar adds to a word, and words that say nothing of a topic; all of it as `spelling.fold` writes it.

Not a stemmer: endings that look like one are enough, since both sides of a comparison are cut alike.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from content.matching.spelling import words

SHORTEST_STEM = 3
ENDINGS = frozenset(
    words(
        # Kazakh: number, belonging, case, and what makes a word of another
        "лар лер дар дер тар тер ым ім ың ің ы і сы сі мыз міз ның нің дың дің тың тің ны ні ды ді ты ті н ға"
        " ге қа ке на не а е да де та те нда нде дан ден тан тен нан нен мен бен пен лық лік дық дік тық тік"
        " лы лі сыз сіз ғы гі қы кі"
        # Russian: case and number of nouns and adjectives, and what makes a word of another
        " у о ю я й ой ей ом ем ам ям ах ях ами ями ми ов ев ие ия ию ии ых их ым им ыми ими ого его ому ему"
        " ая яя ое ую ий ый ок ка ки ку ке ик ник ск ство ств ость ности ный ние ния нию нии ский ской ская"
        " ские ских скую"
    )
)
LONGEST_ENDING = max(map(len, ENDINGS))
MOST_ENDINGS = 3

NOISE = frozenset(
    words(
        # little words
        "және бірге мен бен пен үшін бойынша туралы арқылы арасында жөнінде жөніндегі ретінде оның ішінде осы"
        " бұл сол бар жоқ не қандай қалай кім қайда керек болады бола ма ме ба бе біз біздің менің маған сіз"
        " деген сондай ақ та де да и в во на по для о об от до из за с со к ко у при не что как где кто это"
        " или а но же ли бы мы мне нам наш наша вы есть быть можно нужно надо хочу хотим проводить провести"
        " сделать какой какая какие среди также числе том the for of and in"
        # what every topic of every contest is
        " грант гранттар гранты гранта грантов тақырып тақырыбы тақырыптар тема темы тему лот жоба жобасы"
        " жобалар проект проекты проекта конкурс конкурсы байқау үеұ ұеұ нпо ngo қоғамдық қор іс шара шаралар"
        " шараларды мероприятие мероприятия мероприятий ұйым ұйымдастыру өткізу организация проведение сәлем"
        " салем здравствуйте рахмет спасибо"
        # what everybody does
        " работаем занимаемся помогаем поддерживаем жұмыс істейміз айналысамыз көмектесеміз қолдаймыз"
    )
)

# By which people tell what they do: «мы работаем с молодежью», «балаларға көмектесеміз».
OF_ONESELF = frozenset(
    words("работаем занимаемся помогаем поддерживаем обучаем істейміз айналысамыз көмектесеміз қолдаймыз үйретеміз")
)

# What people say around a question without asking for anything by it.
FILLER = frozenset(
    words(
        "сәлем салем сәлеметсіз сәлеметсіздер бе ме ма ба пе па ассалаумағалейкум қайырлы күн кеш таң рахмет айтыңызшы"
        " айтыңыз айтып жіберіңізші өтінемін өтінем түсіндіріңізші маған бізге сізде сіздерде бар сұрақ сұрайын дегенім"
        " едім білгім келеді және здравствуйте привет добрый доброе день вечер утро подскажите подскажи пожалуйста"
        " скажите скажи спасибо заранее хотел хотела бы узнать знать интересует вопрос можете можно мне нам у нас вас и"
        " а ли"
        # what is said for the sake of speaking
        " короче короч кароч кароче типа ваще вааще вообще блин чо чё чет чето ну вот слушай слушайте ребят ребята"
        " ребзя народ пацаны братва девчонки плиз плз пж пжл пжлст пожалста пожалст пожалуста алло ау кстати походу"
        " мол прям прямо реально чисто просто тупо дорогие уважаемые объясните поясните ответьте интересно хотелось"
        " подскажите-ка гляньте қысқасы негізі енді ғой дегендей былай шынымды шыны айтпақшы айтшы айтыңдаршы"
        " айтшыңыз кешіріңіз көке ағатай апатай апай ағай тәте ханым мырза жігіттер қыздар халық анықтап жіберші"
        " көріңізші қараңызшы түсіндірші вроде говорят сказали слышали слышала слышал пишут правда наверное кажется"
        " рас дейді дейтін естідім естідік"
        # haste, dismay and whom one calls
        " горим горит срочно срочна умоляю помогите капец жесть ребятки девочки девчата мужики друзья коллеги товарищи"
        " господа уважаемый уважаемая братан бро бауырым достар қарындас інім прикинь слышь честно сижу стою еду ой ох"
        " бауырлар бауыр ағайын ағайындар жолдастар әріптестер қарағым шырағым апайлар ағалар әпкелер девушка девушки"
        " эх ёлки хелп чуваки сори извините простите тезірек тез жедел шұғыл қане сонымен әйтеуір міне отырмын отырмыз"
        " жүрмін жатырмын тұрмын жанып ойбай ойбу құдай масқара"
    )
)

# Words that make a question of what might else be the name of a thing.
ASKING = frozenset(
    words(
        "қанша қандай қашан қайда қайдан қай қалай кім кімге кімдер кімдерге кімдерді кімнің кімді кіммен"
        " қайсы қайсысы қайсысында неше нешеде нешеге нешеден нешеу неге неден неде нені не ма ме ба бе па пе"
        " сколько скольки когда где куда откуда как какой какая какое какие каком какого каких какому какую каким кто"
        " кому кого чей чья чье зачем почему что чем ли нужно нужен нужна надо можно керек бола"
    )
)

# By which a clause asks, wherever they stand in it; «как», «что» and «не» may do other things.
INTERROGATIVES = frozenset(
    words(
        "қанша қандай қашан қайда қайдан қай қалай кім кімге кімдер кімнің кімді кіммен қайсы неше нешеде нешеге"
        " нешеден нешеу не неге неде нені неден сколько скольки скока скоко когда где куда откуда какой какая какое"
        " какие каком какого каких какому какую каким кто кому кого кем чей чья чье зачем почему"
    )
)
PARTICLES = frozenset(words("ма ме ба бе па пе ли"))
"""The sign of a question behind the word that it is about."""
JOINING = frozenset(words("что как"))
"""What as often joins a clause to the one before, «говорят что продлили», unless a verb without a person follows."""
NOT = words("не")[0]
"""«What» in Kazakh, and «not» in Russian."""
INFINITIVE = re.compile(r".+(?:t|ti|tisia|tsia)")
RUSSIAN = frozenset(words("в на у и но по за с к от до из для что это мы я нам нас мне если или то уже так там бы же"))
"""Little words that no Kazakh sentence has."""
FIRST = 1
"""The last place of a word that begins a question: «а что …»."""
MODALS = frozenset(words("нужно нужен нужна нужны надо можно обязательно должен должна должны"))
PREPOSITIONS = frozenset(words("на в во по до к ко с со о об от из за для при у под через"))
CONTINUING = frozenset(
    words(
        "әлде немесе или либо екен еді едік деп дейді деген десе дегенде ғой да де ше осы енді сонда болса болып"
        " бойынша"
    )
)
"""What goes on with the clause before it."""


def asks(spoken: Sequence[str]) -> bool:
    """Whether folded words ask something."""
    russian = not RUSSIAN.isdisjoint(spoken)
    return any(_asks(spoken, place, russian) for place, word in enumerate(spoken) if word in ASKING)


def _asks(spoken: Sequence[str], place: int, russian: bool) -> bool:
    word, following = spoken[place], spoken[place + 1] if place + 1 < len(spoken) else ""
    if word == NOT:
        return not russian
    free = not following or following in MODALS or INFINITIVE.fullmatch(following) is not None
    return word not in JOINING or place <= FIRST or free


@lru_cache(maxsize=4096)
def stems(word: str) -> tuple[str, ...]:
    """A folded word and what remains of it without its endings, at least half of it, the longest first."""
    least = max(SHORTEST_STEM, len(word) // 2)
    sizes = [len(word)]
    tried = 0
    for _ in range(MOST_ENDINGS):
        latest, tried = sizes[tried:], len(sizes)
        for size in latest:
            for shorter in range(max(least, size - LONGEST_ENDING), size):
                if word[shorter:size] in ENDINGS and shorter not in sizes:
                    sizes.append(shorter)
    return tuple(word[:size] for size in sorted(sizes, reverse=True))


def meaningful(text: str) -> tuple[str, ...]:
    """The folded words of a text that tell one topic from another, once each and in order."""
    return tuple(dict.fromkeys(word for word in words(text) if len(word) > 1 and word not in NOISE))


def tells_of_oneself(text: str) -> bool:
    """Whether somebody says what they do."""
    return not OF_ONESELF.isdisjoint(words(text))
