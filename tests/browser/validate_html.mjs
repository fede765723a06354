// One process for all pages: each line of standard input is a page as a JSON string, each line of output its messages.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = JSON.parse(readFileSync(new URL("../../.htmlvalidate.json", import.meta.url)));
const validator = new HtmlValidate(new StaticConfigLoader(config));

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const messages = report.results.flatMap((result) => result.messages);
  console.log(JSON.stringify(messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`)));
}
