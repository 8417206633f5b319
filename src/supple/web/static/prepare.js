// Puts the chosen towel level into the address that the session starts from.
const begin = document.querySelector("#begin");

function use(level) {
  const [page, fragment] = begin.getAttribute("href").split("#");
  const wish = new URLSearchParams(fragment);
  wish.set("level", level);
  begin.setAttribute("href", `${page}#${wish}`);
}

for (const chip of document.querySelectorAll('input[name="level"]')) {
  // A page that comes back may already show another choice than the server's.
  if (chip.checked) use(chip.value);
  chip.addEventListener("change", () => use(chip.value));
}
