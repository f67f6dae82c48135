// Who is signed in on this tab, and in which conversation. Keeps no message.
const KEY = "staff-assistant";

export const session = { token: null, name: "", conversation: "" };

export function restoreSession() {
  try {
    Object.assign(session, JSON.parse(sessionStorage.getItem(KEY)) ?? {});
  } catch {
    sessionStorage.removeItem(KEY);
  }
  return Boolean(session.token);
}

export function startSession(token, name) {
  Object.assign(session, { token, name, conversation: crypto.randomUUID() });
  save();
}

export function startConversation() {
  session.conversation = crypto.randomUUID();
  save();
}

export function endSession() {
  Object.assign(session, { token: null, name: "", conversation: "" });
  sessionStorage.removeItem(KEY);
}

function save() {
  sessionStorage.setItem(KEY, JSON.stringify(session));
}
