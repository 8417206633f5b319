/** Pieces of a page, made of text alone. */

export function piece<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
  ...inside: (Node | null)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (text) made.append(text);
  made.append(...inside.filter((node) => node !== null));
  return made;
}

export function press(text: string, work: () => void): HTMLButtonElement {
  const button = piece("button", text);
  button.type = "button";
  button.className = "link";
  button.addEventListener("click", work);
  return button;
}

/** Has words read out, and the next Tab go on from them. */
export function focusOn(words: HTMLElement): void {
  words.tabIndex = -1;
  words.focus();
}

/** Gives a file to keep. */
export function saveAs(name: string, value: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: "application/json" }));
  const link = piece("a", "");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
