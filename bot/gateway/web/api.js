// The calls of the web chat. Knows nothing of the page.
import { session } from "./session.js";

const PATIENCE_MS = 10_000;

export class SignedOutError extends Error {}
export class UnreachableError extends Error {}

export async function listPeople() {
  return (await call("GET", "/api/people")).body;
}

export async function signIn(person) {
  return (await call("POST", "/api/sign-in", { person })).body;
}

export async function ask(text) {
  const { body } = await call("POST", "/api/chat", { text, conversation: session.conversation });
  if (!Array.isArray(body.replies)) throw new UnreachableError();
  return body.replies;
}

export async function rate(feedback, helpful) {
  return (await call("POST", "/api/feedback", { feedback, helpful })).body;
}

export async function clearConversation() {
  return (await call("POST", "/api/conversation/clear", { conversation: session.conversation })).body;
}

async function call(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (session.token) headers.Authorization = `Bearer ${session.token}`;
  let answer;
  try {
    const content = body ? JSON.stringify(body) : undefined;
    answer = await fetch(path, { method, headers, body: content, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 401) throw new SignedOutError();
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    if (error instanceof SignedOutError) throw error;
    throw new UnreachableError();
  }
}
