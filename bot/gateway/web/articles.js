// Draws where an answer comes from: sources, owner, review date.
import { element, formatDay } from "./elements.js";

export function drawArticle(article) {
  const facts = element("dl", {}, ...fact("Article", article.title));
  if (article.sources.length) {
    const sources = article.sources.map((source) => element("li", {}, `${source.document}: ${source.section}`));
    facts.append(...fact("Sources", element("ul", {}, ...sources)));
  }
  facts.append(...fact("Kept up to date by", article.owner), ...fact("Last reviewed", formatDay(article.reviewed_on)));
  const address = `/articles/${encodeURIComponent(article.id)}`;
  const link = element("a", { href: address, target: "_blank", rel: "noopener" }, "Read the whole article (opens in a new tab)");
  return element("details", { class: "about" }, element("summary", {}, "Where this comes from"), facts, link);
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}
