/** Tries the same address again, with what stands behind its #: a plain link would lose that. */
const again = document.querySelector("[data-again]");
again.addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
