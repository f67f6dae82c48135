// Draws what comes with a reply: files to keep, such as a calendar invitation, and links to the council's own services.
import { element } from "./elements.js";

export function drawAttachments({ files, links }) {
  if (!files?.length && !links?.length) return null;
  const items = [...(files ?? []).map(drawFile), ...(links ?? []).filter(isSafe).map(drawLink)];
  return element("ul", { class: "attachments" }, ...items.map((item) => element("li", {}, item)));
}

function drawFile({ name, media_type: type, text }) {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  return element("a", { href, download: name, class: "file" }, `Download ${name}`);
}

function drawLink({ label, url }) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, `${label} (opens in a new tab)`);
}

function isSafe({ url }) {
  return url.startsWith("https://");
}
