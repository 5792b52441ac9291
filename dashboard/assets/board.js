// Draws the panels that dashboard/board.py describes: title, sentence, chart or list, note, pin and numbers. A panel that says
// the same as before is left as it stands. Every text goes in as a text node: no name is ever read as markup.
(() => {
  const make = (name, className, ...children) => {
    const node = document.createElement(name);
    node.className = className;
    node.append(...children);
    return node;
  };
  const put = (node, said) => {
    if (node.textContent !== said) node.textContent = said;
    node.hidden = !said;
  };
  const button = (icon, click) => {
    const sign = make("span", "sign", icon), said = make("span", ""), node = make("button", "quiet", sign, said);
    sign.setAttribute("aria-hidden", "true");
    node.type = "button";
    node.onclick = click;
    return [node, said];
  };

  const started = (key, send) => {
    const [pin, pinned] = button("push_pin", () => send(key, "pin")), [numbers, counted] = button("download", () => send(key, "numbers"));
    const parts = { title: make("h3", ""), said: make("p", "said"), chart: make("div", "drawn"), items: make("ul", "listed"),
      note: make("span", "note"), pin, pinned, numbers, counted };
    parts.under = make("div", "under", parts.note, pin, numbers);
    parts.node = make("div", "panel", parts.title, parts.said, parts.under);
    parts.node.dataset.panel = key;
    parts.send = (what, id) => send(key, what, id);
    return parts;
  };
  const follow = (event) => {  // as a step in this page's history, filters kept; a click that asks for another tab gets one
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const to = new URL(event.currentTarget.href), asked = [...to.searchParams], names = asked.map(([name]) => name);
    const kept = [...new URLSearchParams(location.search)].filter(([name]) => !names.includes(name));
    to.search = new URLSearchParams([...kept, ...asked]);
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const item = ({ href, text, about }) => {
    const link = make("a", "", text);
    link.href = href;
    link.target = "_self";
    link.onclick = follow;
    return make("li", about ? "" : "more", link, ...(about ? [make("div", "about", about)] : []));
  };
  const stand = (parts, name, there) => {  // what a panel has not, its page does not hold
    if (there && !parts[name].isConnected) parts.node.insertBefore(parts[name], parts.under);
    if (!there) parts[name].remove();
  };
  const update = (parts, panel, words) => {
    const told = JSON.stringify([panel, words]);
    if (parts.told === told) return;
    parts.told = told;
    put(parts.title, panel.title);
    put(parts.said, panel.said);
    put(parts.note, panel.note);
    put(parts.pinned, words.pin);
    put(parts.counted, words.chart_data);
    const of = panel.title || panel.chart?.about.title;  // six buttons of one name would be told apart by their place only
    for (const [node, said, help] of [[parts.pin, words.pin, words.pin_help], [parts.numbers, words.chart_data, words.chart_data_help]]) {
      node.title = help;
      node.setAttribute("aria-label", of ? `${said}: ${of}` : said);
    }
    parts.pin.hidden = !panel.pin;
    parts.numbers.hidden = !panel.numbers;
    parts.under.hidden = !panel.pin && !panel.numbers && !panel.note;
    stand(parts, "items", panel.items.length);
    parts.items.replaceChildren(...panel.items.map(item));
    stand(parts, "chart", panel.chart);
    if (panel.chart) window.drawn(parts.chart, panel.chart, (id) => parts.send("mark", id));
  };

  const saved = new Set();
  const save = ({ name, text, at }) => {
    if (saved.has(at)) return;
    saved.add(at);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const states = new WeakMap();
  window.board = ({ data: bytes, parentElement, setTriggerValue }) => {
    const data = JSON.parse(new TextDecoder().decode(bytes)), host = parentElement.querySelector(".board");
    const state = states.get(host) ?? {};
    states.set(host, state);
    state.send = (panel, what, id = null) => setTriggerValue("clicked", { panel, what, id });
    const plan = JSON.stringify(data.rows.map((row) => [row.widths, row.panels.map((panel) => panel.key)]));
    if (state.plan !== plan) {
      state.plan = plan;
      state.panels = new Map(data.rows.flatMap((row) => row.panels).map((panel) => [
        panel.key, started(panel.key, (...asked) => state.send(...asked))]));
      host.replaceChildren(...data.rows.map((row) => {
        const node = make("div", "row", ...row.panels.map((panel) => state.panels.get(panel.key).node));
        node.style.setProperty("--widths", row.widths.map((part) => `minmax(0, ${part}fr)`).join(" "));
        return node;
      }));
    }
    for (const row of data.rows) for (const panel of row.panels) update(state.panels.get(panel.key), panel, data.words);
    if (data.file) save(data.file);
  };
})();
