// Confirms a half-typed pinyin word with Enter, the way an input method does.
// Returns true when the page stayed and nothing was submitted.
async function imeEnter(selector, typed = "heping", word = "和平") {
  const el = document.querySelector(selector), form = el.form, before = location.href; let sent = 0;
  const spy = () => { sent++; }; if (form) form.addEventListener("submit", spy, true);
  const key = (type, more) => el.dispatchEvent(new KeyboardEvent(type, { key: "Enter", code: "Enter", keyCode: 229, which: 229, bubbles: true, cancelable: true, isComposing: true, ...more }));
  el.focus(); el.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true, data: "" }));
  el.value += typed; el.dispatchEvent(new InputEvent("input", { bubbles: true, data: typed, inputType: "insertCompositionText", isComposing: true }));
  key("keydown"); el.value = el.value.slice(0, -typed.length) + word;
  el.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: word }));
  key("keydown", { isComposing: false });            // some browsers end the composition first, then report key code 229
  key("keyup", { isComposing: false });
  await new Promise(r => setTimeout(r, 800)); if (form) form.removeEventListener("submit", spy, true);
  return sent === 0 && location.href === before && el.value.endsWith(word);
}
