import { expect, it } from "vitest";
import { itemText } from "./item-text.ts";

it("shows an insight in the language of the page, and everything else as it is", () => {
  const insight = { kind: "insight", text: "You plan 29 hours.\nDu planst 29 Stunden." } as const;
  expect(itemText(insight, "en")).toBe("You plan 29 hours.");
  expect(itemText(insight, "de")).toBe("Du planst 29 Stunden.");
  expect(itemText({ kind: "insight", text: "One\nTwo\nThree" }, "en")).toBe("One\nTwo\nThree");
  expect(itemText({ ...insight, kind: "note" }, "de")).toBe(insight.text);
});
