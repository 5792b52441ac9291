/* Slides by keys and clicks, charts that stay live, and, where a server gives them, a new deck when a new table is built. */
"use strict";
(() => {
  const body = document.body;
  let deck = read(document), now = 0, timer = 0;

  function read(from) { return JSON.parse(from.getElementById("deck").textContent); }
  function slides() { return [...document.querySelectorAll(".slide")]; }
  function asked() { return Math.max(0, Math.min(slides().length, Number(location.hash.slice(1)) || 1) - 1); }
  function presenting() { return body.classList.contains("present"); }

  function draw(slide) {
    const place = slide.querySelector(".chart");
    const figure = place && deck.figures[place.dataset.figure];
    if (!figure) return;
    const unit = parseFloat(getComputedStyle(slide).getPropertyValue("font-size")) || 16;
    const size = presenting() ? Math.max(14, Math.min(window.innerWidth / 90, window.innerHeight / 50)) : Math.min(unit, 14);
    const layout = { ...figure.layout, font: { ...figure.layout.font, size }, autosize: true, width: undefined,
      height: place.clientHeight || 440 };
    Plotly.react(place, figure.data.map((trace) => scaled(trace, size)), layout, deck.config);
    if (!place.dataset.live) {
      place.dataset.live = "yes";
      place.on("plotly_click", (event) => open(place, event.points.find((point) => point.customdata)));
    }
  }

  function fit(slide) {  // words that would be cut make the slide's type smaller, to two thirds at most
    const inside = slide.querySelector(".content");
    slide.style.removeProperty("--unit");
    for (let part = 0.95; part > 0.64 && !slide.querySelector(".chart") && over(inside); part -= 0.05)
      slide.style.setProperty("--unit", `calc(${part} * max(7.5px, min(1vw, 1.7vh)))`);
  }

  function over(box) { return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1; }

  function scaled(trace, size) {
    return trace.textfont && trace.textfont.size ? { ...trace, textfont: { ...trace.textfont, size: size * 0.85 } } : trace;
  }

  function open(place, point) {
    const value = point && [].concat(point.customdata)[0], name = place.dataset.opens;
    if (!value || !name || !deck.base) return;
    const asked = new URLSearchParams(deck.query);
    if (name === "story") return void (location.href = `${deck.base}story?${new URLSearchParams({ event: value })}`);
    asked.set(name, value);
    location.href = `${deck.base}events?${asked}`;
  }

  function show(number, quiet) {
    const all = slides();
    now = Math.max(0, Math.min(all.length - 1, number));
    all.forEach((slide, index) => {
      slide.classList.toggle("now", index === now);
      slide.setAttribute("aria-hidden", String(presenting() && index !== now));
    });
    document.getElementById("bar").style.width = `${(100 * (now + 1)) / all.length}%`;
    if (presenting()) {
      fit(all[now]);
      draw(all[now]);
      if (!quiet) document.getElementById("where").textContent = deck.where.replace("{n}", now + 1).replace("{total}", all.length);
      history.replaceState(null, "", `#${now + 1}`);
    }
  }

  function mode(present) {
    body.classList.toggle("present", present);
    body.classList.toggle("document", !present);
    if (present) show(now);
    else { slides().forEach(draw); slides()[now].scrollIntoView(); }
  }

  function move(step) {  // the first key or click may fill the screen; a link that was followed may not
    if (!body.classList.contains("told") && deck.back && !document.fullscreenElement) full();
    body.classList.add("told");
    show(now + step);
    advance();
  }

  function advance() {
    clearTimeout(timer);
    if (deck.auto) timer = setTimeout(() => { show(now + 1 < slides().length ? now + 1 : 0, true); advance(); }, deck.auto * 1000);
  }

  function leave() {
    if (deck.back) location.href = deck.back;
    else mode(false);
  }

  function full() {
    const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
    asked?.catch(() => {});
  }

  const KEYS = { ArrowRight: () => move(1), ArrowDown: () => move(1), PageDown: () => move(1), " ": () => move(1),
    Enter: () => move(1), ArrowLeft: () => move(-1), ArrowUp: () => move(-1), PageUp: () => move(-1),
    Home: () => move(-1e6), End: () => move(1e6), Escape: leave, f: full };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "s" && !deck.base) return void mode(!presenting());
    const link = event.target.closest?.("a, button");
    if (!presenting() || !KEYS[event.key] || (link && (event.key === "Enter" || event.key === " "))) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("click", (event) => {
    if (!presenting() || event.target.closest("a, button, .chart, table")) return;
    move(event.clientX < window.innerWidth / 3 ? -1 : 1);
  });
  let shown = false;
  document.addEventListener("fullscreenchange", () => {
    if (shown && !document.fullscreenElement && deck.back) leave();
    shown = Boolean(document.fullscreenElement);
  });
  document.getElementById("keys").addEventListener("click", () => (deck.base ? full() : mode(!presenting())));
  window.addEventListener("resize", () => (presenting() ? show(now, true) : slides().forEach(draw)));
  window.addEventListener("hashchange", () => show(asked()));

  async function refresh() {
    try {
      const { stamp } = await (await fetch(deck.fresh, { cache: "no-store" })).json();
      if (!stamp || stamp === deck.stamp) return;
      const page = new DOMParser().parseFromString(await (await fetch(location.href, { cache: "no-store" })).text(), "text/html");
      if (!page.getElementById("deck")) return;
      deck = read(page);
      document.querySelector("main").replaceWith(page.querySelector("main"));
      show(now, true);
    } catch { /* the server is away for a moment: the slides stay, and the next look finds it */ }
  }

  now = asked();
  mode(deck.present);
  if (deck.fresh) setInterval(refresh, deck.every * 1000);
  advance();
})();
