// How many minutes of the interview are left.
export function watchMinutes() {
  const place = document.querySelector("[data-ends]");
  if (!place) return;
  const tick = () => {
    const left = Math.ceil((Date.parse(place.dataset.ends) - Date.now()) / 60_000);
    const all = Math.round((Date.parse(place.dataset.ends) - Date.parse(place.dataset.starts)) / 60_000);
    place.hidden = left > all || left < -120;
    place.querySelector("[data-left]").textContent = left > 0 ? `${left} min left` : "Time is over";
  };
  tick();
  setInterval(tick, 10_000);
}
