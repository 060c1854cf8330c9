import { describe, expect, it } from "vitest";
import { documentSet, interviewSet } from "./retrieval-set.ts";

const TRANSCRIPT = `**Ann Host:** Welcome. What did you study at the university back then?

**Bob Guest:** \\[laughs\\] Physics, and I liked it. \\[04:01\\] Then I changed. It became management.

**Ann Host:** I see. That was it.

**Bob Guest:** Why do you want to know all of this? Well, it was long ago.`;

describe("what retrieval is measured with", () => {
  it("asks the questions of a host for the answers, and keeps the asking turn out", () => {
    const { passages, queries } = interviewSet("i", TRANSCRIPT);
    expect(queries[0]).toEqual({
      kind: "question",
      text: "What did you study at the university back then?",
      relevant: ["i:1:0"],
    });
    expect(passages.map(({ id }) => id)).toEqual(["i:1:0", "i:2:0", "i:3:0"]);
    expect(passages[0]?.text).not.toMatch(/laughs|04:01/);
    for (const { relevant } of queries)
      expect(passages.map(({ id }) => id)).toEqual(expect.arrayContaining(relevant));
  });

  it("takes the sentence that it asks for out of its passage", () => {
    const text = "The first sentence is here. The second one tells about the old boats. The third ends it.";
    const { passages, queries } = documentSet("d", text);
    expect(queries).toEqual([
      { kind: "cloze", text: "The second one tells about the old boats.", relevant: ["d:0"] },
    ]);
    expect(passages[0]?.text).not.toContain("boats");
  });
});
