// Starts the chat: shows sign-in or the conversation, and sends messages one after the other.
import { ask, clearConversation, SignedOutError } from "./api.js";
import { expectPrivateAnswer, focusComposer, keepText, startComposer } from "./composer.js";
import { button } from "./elements.js";
import { addNote, addQuestion, addReply, addWelcome, emptyLog } from "./messages.js";
import { endSession, restoreSession, session, startConversation } from "./session.js";
import { showPeople } from "./sign-in.js";

const WELCOME = "Hello. Ask me about working for the council, in your own words. For example:";
const EXAMPLES = ["What is a PDR?", "Which training must I do?", "How do I join a staff network?"];
const BETWEEN = new Set(["urgent_help", "unavailable"]);
const chat = document.getElementById("chat");
const signIn = document.getElementById("sign-in");
const typing = document.getElementById("typing");
let waiting = 0;
let last = Promise.resolve();

function showChat() {
  signIn.hidden = true;
  chat.hidden = false;
  document.getElementById("person-name").textContent = session.name;
  if (!document.querySelector("#log > *")) addWelcome(WELCOME, EXAMPLES, send);
  document.getElementById("chat-title").focus();
}

function showSignIn() {
  chat.hidden = true;
  signIn.hidden = false;
  showPeople(showChat);
}

function send(text) {
  // On a narrow screen the notice stands above the conversation; once it is under way, the room is needed.
  if (matchMedia("(max-width: 55.99rem)").matches) document.getElementById("notice").open = false;
  const question = addQuestion(text);
  last = last.then(() => deliver(text, question));
}

async function deliver(text, question) {
  showTyping(+1);
  try {
    const replies = await ask(text);
    question.classList.remove("unsent");
    replies.forEach((reply) => addReply(reply, send));
    // Urgent help, or a fault, is said in between, and the question stays open.
    if (!replies.some(({ outcome }) => BETWEEN.has(outcome))) expectPrivateAnswer(replies.some((reply) => reply.private_question));
  } catch (error) {
    question.classList.add("unsent");
    if (error instanceof SignedOutError) signOut("Your sign-in has ended. Please sign in again.", text);
    else offerRetry(text, question);
  } finally {
    showTyping(-1);
  }
}

function offerRetry(text, question) {
  const note = addNote(
    "I couldn’t be reached, so your message was not sent. Your words are kept. Urgent help works all the same.",
    button("Send again", () => {
      note.remove();
      focusComposer();
      last = last.then(() => deliver(text, question));
    }),
  );
}

function showTyping(change) {
  waiting += change;
  typing.textContent = waiting ? "The assistant is writing" : "";
  typing.classList.toggle("dots", waiting > 0);
}

async function clear() {
  let message = "I couldn’t be reached, so nothing was cleared. Please try again in a minute.";
  let cleared = false;
  try {
    ({ cleared, message } = await clearConversation());
  } catch (error) {
    if (error instanceof SignedOutError) return signOut("Your sign-in has ended. Please sign in again.");
  }
  if (!cleared) return addNote(message);
  emptyLog();
  startConversation();
  addWelcome(message, EXAMPLES, send);
  focusComposer();
}

function signOut(words = "", text = "") {
  endSession();
  emptyLog();
  showSignIn();
  const status = document.getElementById("sign-in-status");
  if (status) status.textContent = words;
  if (text) keepText(text);
  document.getElementById("sign-in-title").focus();
}

document.getElementById("clear").addEventListener("click", clear);
document.getElementById("sign-out").addEventListener("click", () => signOut("You have signed out."));
document.getElementById("without-script").remove();
startComposer(Number(chat.dataset.mostCharacters), send);
if (restoreSession()) showChat();
else showSignIn();
