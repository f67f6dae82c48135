// Draws messages in the log. `html` of a reply is made and escaped by the gateway; everything else is text.
import { button, element } from "./elements.js";
import { drawArticle } from "./articles.js";
import { drawAttachments } from "./attachments.js";
import { drawFeedback } from "./feedback.js";

const log = document.getElementById("log");
const PRIVATE = {
  referral: "Private: your answer goes straight to the Health Unit’s form and is not kept in the chat.",
  pdr: "Private: your answer goes straight into your own notes, which nobody else can read, and is not kept in the chat.",
};
const TROUBLE = new Set(["unavailable", "refused"]);

export function addQuestion(text) {
  const message = element("div", { class: "message mine" }, who("You"), element("div", { class: "body" }, text));
  return add(message);
}

export function addReply(reply, choose) {
  const text = element("div", { class: "text" });
  text.innerHTML = reply.html;
  const body = element("div", { class: "body" }, text, drawAttachments(reply), drawChoices(reply.choices, choose));
  if (reply.private_question) body.prepend(element("p", { class: "private" }, PRIVATE[reply.private_question.form] ?? PRIVATE.referral));
  if (reply.article) body.append(drawArticle(reply.article));
  const message = element("div", { class: `message theirs ${tone(reply.outcome)}` }, who("Assistant"), body);
  if (reply.feedback) message.append(drawFeedback(reply.feedback));
  return add(message);
}

export function addNote(words, ...actions) {
  const text = element("div", { class: "text" }, element("p", {}, words));
  const choices = element("ul", { class: "choices" }, ...actions.map((action) => element("li", {}, action)));
  const body = element("div", { class: "body" }, text, actions.length ? choices : null);
  return add(element("div", { class: "message theirs trouble" }, who("Assistant"), body));
}

export function addWelcome(words, examples, choose) {
  const text = element("div", { class: "text" }, element("p", {}, words));
  const choices = drawChoices(examples.map((says) => ({ label: says, says })), choose);
  log.append(element("div", { class: "message theirs" }, who("Assistant"), element("div", { class: "body" }, text, choices)));
}

export function emptyLog() {
  log.replaceChildren();
}

function drawChoices(choices, choose) {
  if (!choices?.length) return null;
  const buttons = choices.map((choice) => element("li", {}, button(choice.label, () => choose(choice.says))));
  return element("ul", { class: "choices" }, ...buttons);
}

function who(name) {
  return element("p", { class: "who" }, name);
}

function tone(outcome) {
  if (outcome === "urgent_help") return "urgent";
  return TROUBLE.has(outcome) ? "trouble" : "";
}

function add(message) {
  log.append(message);
  const isTall = message.offsetHeight > window.innerHeight / 2;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  message.scrollIntoView({ block: isTall ? "start" : "end", behavior: calm ? "auto" : "smooth" });
  return message;
}
