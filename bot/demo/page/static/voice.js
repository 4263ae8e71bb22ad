/** A voice message without a microphone: a hum of two seconds, so that the demo asks for no permission. */

const RATE = 8000; // samples a second, one byte each
const HERTZ = 180;

export const VOICE_SECONDS = 2;

/** As a WAV file: its header (RIFF, PCM, mono, 8 bits), then the samples. */
export function hum() {
  const samples = Uint8Array.from({ length: RATE * VOICE_SECONDS }, (_, at) => {
    const loudness = Math.sin((Math.PI * at) / (RATE * VOICE_SECONDS));
    return 128 + 60 * loudness * Math.sin((2 * Math.PI * HERTZ * at) / RATE);
  });
  const header = new DataView(new ArrayBuffer(44));
  const word = (place, text) => [...text].forEach((letter, at) => header.setUint8(place + at, letter.charCodeAt()));
  word(0, "RIFF");
  header.setUint32(4, 36 + samples.length, true);
  word(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, RATE, true);
  header.setUint32(28, RATE, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  word(36, "data");
  header.setUint32(40, samples.length, true);
  return new File([header, samples], "voice.wav", { type: "audio/wav" });
}
