// What pages need to feel alive. Every page works without it; no inline handlers, no eval.
(() => {
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const words = document.documentElement.lang === "en"
    ? { saved: "saved", failed: "Not saved yet. Your words are still here.", again: "Try again", picked: (n) => (n ? `${n} picked` : "none picked"), sending: "Handing in…" }
    : { saved: "已自动保存", failed: "还没存上，您填的还在。", again: "再试一次", picked: (n) => (n ? `已选 ${n} 件` : "未选"), sending: "正在提交…" };

  // Enter that confirms a word of an input method never submits: some browsers end the composition before the key comes.
  let composed = -Infinity; // nothing yet: Enter in the first moments of a page counts
  document.addEventListener("compositionend", () => { composed = performance.now(); }, true);
  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.isComposing || e.keyCode === 229 || performance.now() - composed < 120)) e.preventDefault();
  }, true);

  // Error summary takes the focus when the server sends the form back.
  const focusErrors = (root) => { const errors = root.querySelector(".y-errors"); if (errors) errors.focus(); };
  focusErrors(document);
  document.addEventListener("htmx:afterSwap", (e) => focusErrors(e.target));

  // One press, one sending: the server answers a second one the same, this only spares the wait.
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = e.submitter;
    if (button && button.dataset.wait !== undefined) setTimeout(() => { button.textContent = words.sending; }, 0);
  });
  addEventListener("pageshow", () => $$("form[data-sent]").forEach((f) => delete f.dataset.sent));

  // Dialogs: data-opens="id" shows it, data-closes closes the one it stands in.
  document.addEventListener("click", (e) => {
    const opener = e.target.closest("[data-opens]"), closer = e.target.closest("[data-closes]");
    if (opener) {
      const d = document.getElementById(opener.dataset.opens);
      if (d && d.showModal) { e.preventDefault(); d.classList.remove("is-inline"); if (d.open) d.close(); d.showModal(); }
    }
    if (closer) { e.preventDefault(); closer.closest("dialog").close(); }
  });

  // A dialog that the server sent open (after a refused deed, or by its link) stands in the page; with scripts it pops up.
  const sent = document.querySelector("dialog[open][data-pop]");
  if (sent && sent.showModal) { sent.classList.remove("is-inline"); sent.close(); sent.showModal(); }

  // The phone's verb bar keeps a few buttons; this one shows the others.
  document.addEventListener("click", (e) => {
    const more = e.target.closest("[data-more]");
    if (more) { more.closest(".y-verbs").classList.add("is-all"); more.hidden = true; }
  });

  // Print: what is folded away is printed too, then folded again.
  addEventListener("beforeprint", () => $$("details:not([open])").forEach((d) => { d.open = true; d.dataset.folded = ""; }));
  addEventListener("afterprint", () => $$("details[data-folded]").forEach((d) => { d.open = false; delete d.dataset.folded; }));
  document.addEventListener("click", (e) => { if (e.target.closest("[data-print]")) { e.preventDefault(); print(); } });
  document.addEventListener("click", async (e) => {
    const copy = e.target.closest("[data-copy]");
    if (copy && navigator.clipboard) { e.preventDefault(); await navigator.clipboard.writeText(copy.dataset.copy); }
  });

  // Forms that save themselves: data-autosave on the form, the state stands in its .y-save.
  for (const form of $$("form[data-autosave]")) {
    const state = document.querySelector(".y-save");
    let waiting = 0, busy = false;
    const save = async () => {
      if (busy) { waiting = setTimeout(save, 500); return; }
      busy = true;
      const data = new FormData(form);
      data.set("autosave", "1");
      for (const [k, v] of [...data]) if (v instanceof File) data.delete(k);
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        if (state) { state.textContent = `${told.at} ${words.saved}`; state.classList.remove("is-bad"); }
      } catch {
        if (state) {
          state.textContent = `${words.failed} `;
          state.classList.add("is-bad");
          const again = document.createElement("button");
          again.type = "button"; again.className = "y-textbutton"; again.textContent = words.again;
          again.addEventListener("click", save); state.append(again);
        }
      } finally { busy = false; }
    };
    form.addEventListener("change", () => { clearTimeout(waiting); waiting = setTimeout(save, 400); });
  }

  // Inbox: tick all, live count, keys J K X Enter and "/" (never while typing; can be switched off).
  const typing = (e) => e.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select") || e.ctrlKey || e.metaKey || e.altKey;
  const off = () => { try { return localStorage.getItem("y-keys") === "off"; } catch { return false; } };
  document.addEventListener("click", (e) => {
    if (!e.target.closest("[data-keys]")) return;
    e.preventDefault();
    try { localStorage.setItem("y-keys", off() ? "on" : "off"); } catch { /* private mode keeps them on */ }
    $$("[data-keys-state]").forEach((x) => { x.hidden = (x.dataset.keysState === "off") !== off(); });
  });
  $$("[data-keys-state]").forEach((x) => { x.hidden = (x.dataset.keysState === "off") !== off(); });
  document.addEventListener("keydown", (e) => {
    if (typing(e) || off()) return;
    if (e.key === "/") { const q = document.querySelector("[data-find], #q"); if (q) { e.preventDefault(); q.focus(); } }
    if (e.key === "?") { const d = document.getElementById("keys"); if (d && d.showModal && !d.open) d.showModal(); }
    const press = document.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]:not([disabled])`);
    if (press) { e.preventDefault(); press.click(); }
  });
  const boxes = $$("tbody input[name=task]"), count = document.getElementById("picked");
  if (!boxes.length) return;
  const tally = () => {
    const n = boxes.filter((b) => b.checked).length;
    if (count) count.textContent = words.picked(n);
    boxes.forEach((b) => b.closest("tr").classList.toggle("is-on", b.checked));
  };
  document.addEventListener("change", (e) => {
    if (e.target.id === "all") boxes.forEach((b) => { b.checked = e.target.checked; });
    tally();
  });
  let at = -1;
  document.addEventListener("keydown", (e) => {
    if (typing(e) || off()) return;
    const move = { j: 1, k: -1 }[e.key];
    if (move) { at = Math.max(0, Math.min(boxes.length - 1, at + move)); boxes[at].closest("tr").querySelector("a").focus(); }
    if (e.key === "x" && at >= 0) { boxes[at].checked = !boxes[at].checked; tally(); }
  });
  tally();
})();
