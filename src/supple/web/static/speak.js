// The emergency page says itself aloud and takes the focus. Without speech it is complete to read.
document.querySelector("[data-focus]")?.focus();

const words = [...document.querySelectorAll(".spoken h1, .spoken .number-card, .spoken .say p")]
  .map((part) => part.getAttribute("aria-label") ?? part.textContent.trim())
  .join(". ");

/** A browser may have no speech, or only half of it: whatever of it fails leaves the rest as it is. */
function tried(step, otherwise) {
  try {
    return step() ?? otherwise;
  } catch {
    return otherwise;
  }
}

function speak() {
  const voices = tried(() => [...speechSynthesis.getVoices()], []);
  // Only voices of this device: others would send the words elsewhere.
  const own = voices.filter((voice) => voice.localService);
  if (voices.length > 0 && own.length === 0) return;
  tried(() => speechSynthesis.cancel());
  tried(() => {
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.lang = "en";
    spoken.voice = own.find((voice) => voice.lang.startsWith("en")) ?? null;
    spoken.rate = 0.95;
    speechSynthesis.speak(spoken);
  });
}

if (words) {
  speak();
  // Some browsers stay silent until the page was touched once.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
    window.addEventListener("pointerdown", speak, { once: true });
    window.addEventListener("keydown", speak, { once: true });
  }
}
