// Runs in the page before Streamlit does: says where the server is, so that no page asks below itself first, and puts
// Streamlit's own English words into the reader's language. The server fills in @BASE@ and @WORDS@.
window.__streamlit = { BACKEND_BASE_URL: location.origin + "@BASE@" };
(() => {
  const words = @WORDS@;
  const attributes = ["aria-label", "title", "data-title", "placeholder"];
  const chinese = () => getComputedStyle(document.documentElement).getPropertyValue("--words").trim() === "zh";
  const said = (text) => {
    const known = words[text];
    if (known) return known;
    const removed = /^Remove (.+)$/.exec(text);
    if (removed) return `移除 ${removed[1]}`;
    const part = /^(year|month|day), (.+)$/.exec(text);
    if (part) return `${{ year: "年", month: "月", day: "日" }[part[1]]}，${part[2]}`;
    const offered = /^(\d+) options? available\.?$/.exec(text);
    return offered ? `有 ${offered[1]} 个选项` : null;
  };
  const translate = (element) => {
    for (const name of attributes) {
      const found = element.getAttribute(name);
      const told = found && said(found);
      if (told) element.setAttribute(name, told);
    }
    for (const child of element.childNodes) {
      const told = child.nodeType === Node.TEXT_NODE && said(child.nodeValue.trim());
      if (told) child.nodeValue = told;
    }
  };
  const sweep = (root) => {
    if (root.closest?.(".text, .values, .board")) return; // a story is never changed, and our own words are translated
    translate(root);
    for (const element of root.querySelectorAll("*:not(.text *, .values *, .board *)")) translate(element);
  };
  let was = null; // the language is known only once the page's own style has come
  const changed = (records) => {
    const now = chinese();
    if (now !== was) {
      was = now;
      document.documentElement.lang = now ? "zh-CN" : "en";
      if (now) sweep(document.body);
    }
    if (!now) return;
    for (const record of records) for (const node of record.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) sweep(node);
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(changed).observe(document.body, { childList: true, subtree: true }));
})();
