(() => {
  const film = document.querySelector("video");
  if (!film) return;
  const links = [...document.querySelectorAll("nav a[data-t]")];
  const clock = (s) => {
    s = Math.max(0, Math.floor(s));
    const two = (n) => String(n).padStart(2, "0"), h = Math.floor(s / 3600);
    return (h ? h + ":" + two(Math.floor(s / 60) % 60) : Math.floor(s / 60)) + ":" + two(s % 60);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-t]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    film.currentTime = Number(link.dataset.t);
    film.play().catch(() => {});
    film.scrollIntoView({ block: "nearest" });
  });
  film.addEventListener("timeupdate", () => {
    const now = links.filter((link) => Number(link.dataset.t) <= film.currentTime + 0.05).pop();
    for (const link of links) link === now ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  });
  const at = document.querySelector("input[name=at]"), words = document.querySelector("textarea");
  if (!at) return;
  let typed = at.dataset.typed !== undefined;
  at.addEventListener("input", () => (typed = true));
  const follow = () => { if (!typed) at.value = clock(film.currentTime); };
  for (const name of ["pause", "seeked", "timeupdate"]) film.addEventListener(name, follow);
  // Whoever begins to write means the picture that is seen now.
  words.addEventListener("focus", () => { if (!words.value) film.pause(); });
})();
