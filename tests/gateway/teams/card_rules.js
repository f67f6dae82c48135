// Reads one card a line; answers with what Microsoft's own parser finds wrong with it in version 1.5, and with its words.
const readline = require("readline");
const { AdaptiveCard, HostConfig, SerializationContext, Version } = require(process.argv[2]);

function shown(element, words = []) {
  if (element.text) words.push(element.text);
  if (element.getInlineCount) for (let n = 0; n < element.getInlineCount(); n++) shown(element.getInlineAt(n), words);
  if (element.getItemCount) for (let n = 0; n < element.getItemCount(); n++) shown(element.getItemAt(n), words);
  return words;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({ actions: { maxActions: 6 } }); // what Teams shows
  const context = new SerializationContext(new Version(1, 5));
  card.parse(JSON.parse(line), context);
  const faults = [];
  for (let n = 0; n < context.eventCount; n++) faults.push(context.getEventAt(n).message);
  faults.push(...card.validateProperties().validationEvents.map((event) => event.message));
  process.stdout.write(JSON.stringify({ faults, words: shown(card) }) + "\n");
});
