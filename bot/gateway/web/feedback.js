// Helpful or not helpful, under an answer; the result takes the place of the buttons and the focus.
import { rate, SignedOutError } from "./api.js";
import { button, element } from "./elements.js";

const FAILED = "I couldn’t save that just now. Please try again in a minute.";
const SIGNED_OUT = "Please sign in again to rate this answer.";

export function drawFeedback(token) {
  const result = element("p", { role: "status", tabindex: "-1" });
  const question = element("p", {}, "Was this helpful?");
  const buttons = [
    button("Helpful", () => send(true), "button quiet"),
    button("Not helpful", () => send(false), "button quiet"),
  ];
  const group = element("div", { class: "feedback", role: "group", "aria-label": "Was this answer helpful?" }, question, ...buttons, result);

  async function send(helpful) {
    let answer;
    try {
      answer = await rate(token, helpful);
    } catch (error) {
      answer = { saved: false, message: error instanceof SignedOutError ? SIGNED_OUT : FAILED };
    }
    result.textContent = answer.message ?? FAILED;
    if (!answer.saved) return;
    question.remove();
    buttons.forEach((each) => each.remove());
    result.focus();
  }

  return group;
}
