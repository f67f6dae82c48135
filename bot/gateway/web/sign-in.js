// The list of demo people, in development only.
import { listPeople, signIn } from "./api.js";
import { button, element } from "./elements.js";
import { startSession } from "./session.js";

const list = document.getElementById("people");
const status = document.getElementById("sign-in-status");

export async function showPeople(signedIn) {
  if (!list) return;
  status.textContent = "";
  try {
    const people = await listPeople();
    list.replaceChildren(...people.map((person) => element("li", {}, drawPerson(person, signedIn))));
  } catch {
    status.replaceChildren("The assistant can’t be reached just now. ", button("Try again", () => showPeople(signedIn)));
  }
}

function drawPerson(person, signedIn) {
  const choose = async () => {
    status.textContent = `Signing in as ${person.name}.`;
    try {
      const answer = await signIn(person.person);
      startSession(answer.token, answer.name);
      status.textContent = "";
      signedIn();
    } catch {
      status.textContent = "Sign-in didn’t work just now. Please try again.";
    }
  };
  return element(
    "button",
    { type: "button", class: "person", onclick: choose },
    element("span", { class: "person-name" }, person.name),
    " ",
    element("span", { class: "person-role" }, `${person.job}, ${person.team}`),
  );
}
