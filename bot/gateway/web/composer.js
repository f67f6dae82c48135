// The message box: Enter sends, Shift and Enter breaks the line, and the count shows near the limit.
const NEAR = 100;
// An answer to a private question goes to a form, which takes longer texts.
const MOST_OF_A_PRIVATE_ANSWER = 4000;
let isPrivate = false;
const form = document.getElementById("composer");
const box = document.getElementById("text");
const count = document.getElementById("count");

export function startComposer(ordinary, send) {
  const limit = () => (isPrivate ? MOST_OF_A_PRIVATE_ANSWER : ordinary);
  box.addEventListener("input", () => showCount(limit()));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    const most = limit();
    if (!text || [...text].length > most) {
      showCount(most, true);
      box.focus();
      return;
    }
    box.value = "";
    showCount(most);
    send(text);
  });
}

export function expectPrivateAnswer(expected) {
  isPrivate = expected;
  form.classList.toggle("private", expected);
}

export function keepText(text) {
  if (!box.value.trim()) box.value = text;
}

export function focusComposer() {
  box.focus();
}

function showCount(most, asked = false) {
  const left = most - [...box.value.trim()].length;
  count.classList.toggle("too-many", left < 0 || asked);
  count.textContent = words(left, most, asked);
  box.toggleAttribute("aria-invalid", false);
  if (left < 0 || (asked && left === most)) box.setAttribute("aria-invalid", "true");
}

function words(left, most, asked) {
  if (left === most) return asked ? "Type a question first." : "";
  if (left < 0) return `${characters(-left)} too many.`;
  return left <= NEAR ? `${characters(left)} left.` : "";
}

function characters(number) {
  return `${number.toLocaleString("en-GB")} character${number === 1 ? "" : "s"}`;
}
