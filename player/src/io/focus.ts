/** A screen that goes with the focus still in it makes the browser lay out both screens at once. */
export function leaveFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
