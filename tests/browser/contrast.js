/* Every visible run of words whose contrast with what is behind it is below `enough`; [] when all are told well.
   What is disabled is exempt, as are signs without a letter or a figure. */
(enough) => {
  const numbers = (text) => text.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
  const colour = (text) => {
    if (text.startsWith("color(srgb")) {
      const [red, green, blue, alpha = 1] = numbers(text.slice(10));
      return [red * 255, green * 255, blue * 255, alpha];
    }
    const [red, green, blue, alpha = 1] = numbers(text);
    return [red, green, blue, alpha];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a)).concat(1);
  const luminance = (parts) => {
    const [r, g, b] = parts.map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  /** What may be behind a node: one colour, or each colour of a gradient. */
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stops = style.backgroundImage.includes("gradient")
        ? style.backgroundImage.match(/(rgba?|color)\([^()]*\)/g).map(colour) : [];
      const fill = colour(style.backgroundColor);
      const layer = stops.length ? stops : fill[3] > 0 ? [fill] : [];
      if (layer.length) layers.push(layer);
      if (layer.length && layer.every(([, , , alpha]) => alpha === 1)) break;
    }
    let bottoms = [[255, 255, 255, 1]];
    for (const layer of layers.reverse()) bottoms = layer.flatMap((top) => bottoms.map((under) => over(top, under)));
    return bottoms;
  };
  const exempt = (node) => node.closest(":disabled, [inert], noscript, script, .spoiler.covered, .sticker");
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && [...node.getClientRects()].some(({ width, height }) => width > 1 && height > 1);
  const faint = [];
  const judge = (node, text, style) => {
    let opacity = 1;
    for (let at = node; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const ink = colour(style.color);
    ink[3] *= opacity;
    for (const under of behind(node)) {
      const ratio = contrast(over(ink, under), under);
      if (ratio >= enough) continue;
      faint.push({ text: text.trim().slice(0, 40), place: node.className || node.tagName, ratio: ratio.toFixed(2) });
      return;
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let run = walker.nextNode(); run; run = walker.nextNode()) {
    const node = run.parentElement;
    if (!/[\p{L}\p{N}]/u.test(run.data) || exempt(node) || !seen(node)) continue;
    judge(node, run.data, getComputedStyle(node));
  }
  for (const field of document.querySelectorAll("textarea, input")) {
    if (!seen(field) || exempt(field)) continue;
    const empty = !field.value && field.placeholder;
    judge(field, field.value || field.placeholder || "", getComputedStyle(field, empty ? "::placeholder" : null));
  }
  return faint;
}
