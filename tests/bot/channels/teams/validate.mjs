// Holds what the bot sends against Microsoft's own schema of activities and its own reader of cards.
// Reads {"activities": [...], "cards": [...]} from standard input, writes a list of faults.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { activityZodSchema } = require("@microsoft/agents-activity");
const { AdaptiveCard, SerializationContext } = require("adaptivecards/dist/adaptivecards.js");

const { activities, cards } = JSON.parse(readFileSync(0, "utf-8"));
const faults = [];

for (const [place, activity] of activities.entries()) {
  const read = activityZodSchema.safeParse(activity);
  if (!read.success) {
    for (const issue of read.error.issues) faults.push(`activity ${place}: ${issue.path.join(".")}: ${issue.message}`);
  }
}

for (const [place, card] of cards.entries()) {
  const context = new SerializationContext();
  const read = new AdaptiveCard();
  read.parse(card, context);
  for (let at = 0; at < context.eventCount; at++) faults.push(`card ${place}: ${context.getEventAt(at).message}`);
  for (const failure of read.validateProperties().validationEvents) {
    faults.push(`card ${place}: ${failure.message}`);
  }
}

console.log(JSON.stringify(faults));
