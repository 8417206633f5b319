// The emergency page says itself aloud and takes the focus. Without speech it is complete to read.
document.querySelector("[data-focus]")?.focus();

const words = [...document.querySelectorAll(".spoken h1, .spoken .number-card, .spoken .say p")]
  .map((part) => part.getAttribute("aria-label") ?? part.textContent.trim())
  .join(". ");

if ("speechSynthesis" in window && words) {
  const speak = () => {
    const said = new SpeechSynthesisUtterance(words);
    said.lang = "en";
    // Only voices of this device: others would send the words elsewhere.
    const voices = window.speechSynthesis.getVoices();
    const own = voices.filter((voice) => voice.localService);
    if (voices.length > 0 && own.length === 0) return;
    said.voice = own.find((voice) => voice.lang.startsWith("en")) ?? null;
    said.rate = 0.95;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
  };
  speak();
  // Some browsers stay silent until the page was touched once.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
    window.addEventListener("pointerdown", speak, { once: true });
    window.addEventListener("keydown", speak, { once: true });
  }
}
