// Puts the chosen towel level into the address that the session starts from, and on the button.
const begin = document.querySelector("#begin");

for (const chip of document.querySelectorAll('input[name="level"]')) {
  chip.addEventListener("change", () => {
    const [page, fragment] = begin.getAttribute("href").split("#");
    const wish = new URLSearchParams(fragment);
    wish.set("level", chip.value);
    begin.setAttribute("href", `${page}#${wish}`);
  });
}
