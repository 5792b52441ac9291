// Draws the charts that dashboard/drawn.py describes, as SVG, and saves any chart of a page as a picture that says what
// it shows. Every text goes in as a text node: no name is ever read as markup.
(() => {
  const SIZE = 12, ROW = 27, CELL = 26;
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const text = (x, y, said, more = {}) => make("text", { x, y, "font-size": SIZE, fill: "currentColor", ...more }, said);
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const wide = (said, size = SIZE) => {
    const key = size + said;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      ruler.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
      widths.set(key, ruler.measureText(said).width);
    }
    return widths.get(key);
  };
  const fitted = (said, room, size = SIZE) => {
    if (wide(said, size) <= room) return said;
    let length = said.length;
    while (length > 1 && wide(`${said.slice(0, length)}…`, size) > room) length -= 1;
    return `${said.slice(0, length)}…`;
  };
  const lines = (said, room, size = SIZE) => {  // Chinese breaks anywhere, other words only between
    const out = [""];
    for (const piece of said.match(/[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+\s*|\s+/g) ?? []) {
      if (out.at(-1) && wide(out.at(-1) + piece.trimEnd(), size) > room) out.push("");
      out[out.length - 1] += piece;
    }
    return out.map((one) => one.trimEnd());
  };
  // A name before a row: where it is too long for one line on two, and only what two cannot hold is cut.
  const named = (x, middle, said, room) => {
    const more = { "text-anchor": "end", "fill-opacity": 0.85 };
    if (wide(said) <= room) return [text(x, middle + 4.5, said, more)];
    const [first, ...rest] = lines(said, room, SIZE - 1);
    const both = rest.length ? [first, rest.join(/[⺀-鿿]$/.test(first) ? "" : " ")] : [first];
    return both.map((one, at) => text(x, middle + (both.length > 1 ? at * 12 - 2 : 4), fitted(one, room, SIZE - 1), { ...more, "font-size": SIZE - 1 }));
  };
  const widest = (all) => Math.max(0, ...all.map((one) => wide(one)));
  // What can be hovered and, where a click does something, reached by keyboard: its id is a place in `ids`.
  const mark = (ids, id, tip, ...children) => {
    const open = ids ? { role: "button", tabindex: ids.length ? -1 : 0, "aria-label": tip, "data-mark": ids.length } : {};
    ids?.push(id);
    return make("g", { class: "mark", "data-tip": tip, ...open }, ...children);
  };

  const bars = (data, width, ids) => {
    const names = Math.min(widest(data.names), width * 0.42), from = names + 10;
    const most = Math.max(...data.numbers, 1e-9), room = Math.max(width - from - widest(data.written) - 8, 20);
    const rows = data.names.map((name, index) => {
      const y = index * ROW, long = Math.max((data.numbers[index] / most) * room, 1);
      return mark(ids, data.ids[index], data.tips[index],
        make("rect", { x: 0, y, width, height: ROW, fill: "transparent" }),
        ...named(names, y + 13.5, name, names),
        make("rect", { x: from, y: y + 4, width: long, height: 19, rx: 3, fill: data.colours[index], class: "bar" }),
        text(from + long + 5, y + 18, data.written[index]));
    });
    const height = rows.length * ROW + 24;
    return [height, ...rows, text(from + room / 2, height - 7, data.axis, { "text-anchor": "middle", "fill-opacity": 0.85 })];
  };

  const step = (top, ticks) => {
    for (let power = 1; ; power *= 10) for (const base of [1, 2, 5]) if (top / (base * power) <= ticks) return base * power;
  };
  let hatches = 0;
  const hatch = (colour) => {
    const id = `hatch-${hatches += 1}`;
    return [`url(#${id})`, make("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      make("rect", { width: 2, height: 6, fill: colour }))];
  };

  const time = (data, width, ids) => {
    const { height } = data, undated = data.undated?.[1] ?? 0, marks = data.marks;
    const top = Math.max(undated, 1, ...marks.map((one) => one.base + one.number)) * 1.13, unit = step(top, 5);
    const ticks = [];
    for (let at = 0; at <= top; at += unit) ticks.push(at);
    const left = widest(ticks.map((at) => at.toLocaleString("en"))) + 24, right = undated ? Math.max(64, wide(data.undated[0]) + 16) : 6;
    const up = data.legend.length ? 30 : 8, low = height - 42, long = Math.max(width - left - right, 20);
    const y = (at) => low - (at / top) * (low - up), x = (day) => left + ((day - data.first) / (data.last - data.first)) * long;
    const out = ticks.flatMap((at) => [
      make("line", { x1: left, x2: width - 2, y1: y(at), y2: y(at), stroke: "currentColor", "stroke-opacity": at ? 0.12 : 0.35 }),
      text(left - 6, y(at) + 4, at.toLocaleString("en"), { "text-anchor": "end", "fill-opacity": 0.85 })]);
    out.push(text(0, 0, data.axes[1], { "text-anchor": "middle", "fill-opacity": 0.85,
      transform: `translate(11 ${(up + low) / 2}) rotate(-90)` }));
    let place = left;
    for (const [name, colour, faint] of data.legend) {
      const [fill, pattern] = faint ? hatch(colour) : [colour];
      if (pattern) out.push(pattern);
      out.push(make("rect", { x: place, y: 6, width: 12, height: 12, fill, stroke: faint ? colour : null }),
        text(place + 18, 16, name));
      place += wide(name) + 38;
    }
    for (const one of marks) {
      const colour = data.colours[one.precision], pale = one.faint || one.precision === "year";
      const [fill, pattern] = pale ? hatch(colour) : [colour];
      const gap = one.faint ? 0 : (x(one.to) - x(one.from)) * 0.07, high = y(one.base + one.number);
      const box = { x: x(one.from) + gap, y: high, width: Math.max(x(one.to) - x(one.from) - 2 * gap, 1), height: Math.max(y(one.base) - high, 1) };
      if (pattern) out.push(pattern);
      out.push(mark(ids, one.id, one.tip, make("rect", { ...box, fill, stroke: pale ? colour : null, class: "bar" }),
        make("rect", { ...box, y: Math.min(high, low - 24), height: low - Math.min(high, low - 24), fill: "transparent",
          "pointer-events": one.faint || one.base ? "none" : null })));
    }
    if (undated) {
      const middle = width - right / 2 + 4, tall = Math.max(low - y(undated), 1);
      out.push(mark(ids, [null, null], `${data.undated[0]}: ${undated.toLocaleString("en")}`,
        make("rect", { x: middle - 14, y: low - tall, width: 28, height: tall, fill: data.colours.missing, class: "bar" }),
        text(middle, low - tall - 5, undated.toLocaleString("en"), { "text-anchor": "middle" })),
      text(middle, low + 16, data.undated[0], { "text-anchor": "middle", "fill-opacity": 0.85 }));
    }
    let free = -1e9;
    const tops = [...data.tops].sort((one, other) => one[0] - other[0]);
    const clear = tops.every(([day, , written]) => {  // all numbers or none: a few of them would look chosen
      const half = wide(written) / 2, fits = x(day) - half >= free;
      free = x(day) + half + 3;
      return fits;
    });
    for (const [day, high, written] of clear ? tops : []) {
      out.push(text(x(day), y(high) - 5, written, { "text-anchor": "middle", "pointer-events": "none" }));
    }
    free = -1e9;
    for (const [day, name] of data.ticks) {
      const half = wide(name) / 2, at = Math.min(Math.max(x(day), left + half - 8), width - right - half + 14);
      if (x(day) < left || x(day) > left + long + 2 || at - half < free) continue;
      free = at + half + 8;
      out.push(text(at, low + 16, name, { "text-anchor": "middle", "fill-opacity": 0.85 }));
    }
    out.push(text(left + long / 2, height - 6, data.axes[0], { "text-anchor": "middle", "fill-opacity": 0.85 }));
    return [height, ...out];
  };

  const ink = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#12181f" : "#ffffff";
  };
  const grid = (data, width, ids) => {
    const names = Math.min(widest(data.rows), width * 0.34), from = names + 8, all = data.columns.length;
    // heads stand upright, Chinese ones on several lines, and are turned only where no line can hold their words
    const broken = (room) => data.columns.map((name) => lines(name, room)), level = (width - from) / all;
    const turned = broken(level - 4).some((some) => some.length > 3 || widest(some) > level - 2);
    const one = turned ? (width - from - 26) / all : level, heads = turned ? [] : broken(level - 4);
    const up = turned ? Math.min(widest(data.columns) * 0.7 + 14, 96) : Math.max(...heads.map((some) => some.length)) * 14 + 8;
    const out = data.columns.flatMap((name, at) => turned
      ? text(0, 0, name, { transform: `translate(${from + one * (at + 0.5)} ${up - 6}) rotate(-40)`, "fill-opacity": 0.85 })
      : heads[at].map((said, line) => text(from + one * (at + 0.5), up - 7 - (heads[at].length - 1 - line) * 14, said, {
        "text-anchor": "middle", "fill-opacity": 0.85 })));
    data.rows.forEach((name, row) => {
      const y = up + row * CELL;
      out.push(...named(names, y + 13, name, names));
      data.values[row].forEach((value, at) => {
        if (!value) return;
        const colour = data.colours[row][at], written = value.toLocaleString("en");
        out.push(mark(null, null, `${data.tips[row][at]}: ${written}`,
          make("rect", { x: from + one * at + 1, y: y + 1, width: Math.max(one - 2, 1), height: CELL - 2, fill: colour }),
          wide(written) < one - 2 ? text(from + one * (at + 0.5), y + 17, written, { "text-anchor": "middle", fill: ink(colour) }) : ""));
      });
    });
    return [up + data.rows.length * CELL + 4, ...out];
  };

  const SHAPES = { bars, time, grid };
  const draw = (host, state) => {
    const width = Math.max(Math.floor(host.clientWidth), 160), { data } = state, ids = data.click ? [] : null;
    const [height, ...parts] = SHAPES[data.shape](data, width, ids);
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.mark : undefined;
    state.svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: ids ? "group" : "img",
      "aria-label": data.alt, class: "chart" }, ...parts);
    state.width = width;
    state.ids = ids;
    host.querySelector("svg.chart")?.remove();
    host.prepend(state.svg);
    if (focused !== undefined) state.svg.querySelector(`[data-mark="${focused}"]`)?.focus();
  };
  const picked = (state, node) => {
    const found = node.closest?.("[data-mark]");
    if (found && state.ids) state.send(state.ids[Number(found.dataset.mark)]);
  };
  const moved = (state, event) => {
    const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const here = event.target.closest?.("[data-mark]");
    if (!here) return;
    if (event.key === "Enter" || event.key === " ") picked(state, here);
    else if (!way) return;
    else {
      const next = state.svg.querySelector(`[data-mark="${Number(here.dataset.mark) + way}"]`);
      if (next) { here.setAttribute("tabindex", -1); next.setAttribute("tabindex", 0); next.focus(); }
    }
    event.preventDefault();
  };
  const hint = document.createElement("div");
  hint.className = "drawn-hint";
  hint.setAttribute("aria-hidden", "true");
  const hover = (event) => {
    const found = event.target.closest?.("[data-tip]");
    hint.style.display = found ? "block" : "none";
    if (!found) return;
    if (!hint.isConnected) document.body.append(hint);
    hint.textContent = found.dataset.tip;
    const left = Math.min(event.clientX + 12, innerWidth - hint.offsetWidth - 8);
    hint.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(event.clientY - hint.offsetHeight - 10, 4)}px)`;
  };

  const states = new WeakMap();
  window.drawn = (host, data, send) => {
    let state = states.get(host);
    if (!state) {
      state = {};
      states.set(host, state);
      host.onclick = (event) => picked(state, event.target);
      host.onkeydown = (event) => moved(state, event);
      host.onpointermove = hover;
      host.onpointerleave = () => { hint.style.display = "none"; };
      const button = host.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = "⤓ PNG";
      button.onclick = (event) => {
        event.stopPropagation();
        save([state.svg], state.data.about);
      };
      state.button = button;
      new ResizeObserver(() => { if (state.svg && Math.abs(host.clientWidth - state.width) > 1) draw(host, state); }).observe(host);
    }
    state.send = send;
    state.data = data;
    state.button.title = data.about.save;
    state.button.setAttribute("aria-label", `${data.about.save}: ${data.about.title}`);
    draw(host, state);
  };

  // ---------------------------------------------------------------- pictures
  const STYLES = ["fill", "fill-opacity", "font-family", "font-size", "font-weight", "text-anchor"];
  const standing = (svg, beside) => {  // a copy that needs no style sheet, and nothing of the other layers of its chart
    const copy = svg.cloneNode(true), texts = copy.querySelectorAll("text");
    svg.querySelectorAll("text").forEach((one, index) => {
      const found = getComputedStyle(one);
      for (const name of STYLES) texts[index].style.setProperty(name, found.getPropertyValue(name));
    });
    for (const one of beside) if (one !== svg) one.querySelectorAll("defs").forEach((defs) => copy.prepend(defs.cloneNode(true)));
    copy.style.color = getComputedStyle(svg).color;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return copy;
  };
  const image = (svg, _, beside) => new Promise((done, failed) => {
    const { width, height } = svg.getBoundingClientRect(), found = new Image(width, height), copy = standing(svg, beside);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    found.onload = () => done(found);
    found.onerror = failed;
    found.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  });
  // The chart under its title and filters, above its source: a picture is passed on without the page.
  const save = async (svgs, about) => {
    const all = await Promise.all(svgs.map(image));
    const places = svgs.map((svg) => svg.getBoundingClientRect());
    const x = Math.min(...places.map((one) => one.left)), y = Math.min(...places.map((one) => one.top));
    const broad = Math.max(...places.map((one) => one.right)) - x, high = Math.max(...places.map((one) => one.bottom)) - y;
    const edge = 16, width = Math.max(broad, 420) + 2 * edge, room = width - 2 * edge, scale = 2;
    const head = [...lines(about.title, room, 17).map((said) => [said, 17, 600]), ...about.lines.flatMap((said) =>
      lines(said, room, 12).map((one) => [one, 12, 400]))];
    const foot = lines(about.source, room, 11).map((said) => [said, 11, 400]);
    const tall = (part) => part.reduce((sum, [, size]) => sum + size * 1.5, 0);
    const canvas = document.createElement("canvas"), height = edge + tall(head) + 8 + high + 8 + tall(foot) + edge;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext("2d"), app = getComputedStyle(document.querySelector(".stApp") ?? document.body);
    pen.scale(scale, scale);
    pen.fillStyle = app.backgroundColor;
    pen.fillRect(0, 0, width, height);
    let at = edge;
    const write = (part) => {
      for (const [said, size, weight] of part) {
        pen.font = `${weight} ${size}px ${app.fontFamily}`;
        pen.fillStyle = app.color;
        pen.fillText(said, edge, at + size * 1.15);
        at += size * 1.5;
      }
    };
    write(head);
    at += 8;
    all.forEach((one, index) => pen.drawImage(one, edge + places[index].left - x, at + places[index].top - y,
      places[index].width, places[index].height));
    at += high + 8;
    write(foot);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${about.name}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  };
  // Plotly's own button saves a bare chart; ours takes its place wherever the chart says what it is about.
  addEventListener("click", (event) => {
    const plot = event.target.closest?.(".modebar-btn") && event.target.closest(".js-plotly-plot");
    const about = plot?._context?.toImageButtonOptions?.about;
    if (!about) return;
    event.stopPropagation();
    save([...plot.querySelectorAll("svg.main-svg")].filter((svg) => svg.getBoundingClientRect().width), about);
  }, true);
})();
