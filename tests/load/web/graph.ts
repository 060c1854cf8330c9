import type { Client } from "../../client.ts";
import { type Drawing, watchDrawing } from "./frames.ts";
import type { Visit } from "../../browser/visit.ts";

export const SKILLS = 2_000;
/** Of the example that is already there. */
const SKILLS_BEFORE = 5;

/** The graph of the skills while it is dragged about. */
export async function graphInMotion(visit: Visit, seconds: number): Promise<Drawing> {
  await addSkills(visit.client);
  const page = await visit.open();
  await page.goto(`${visit.product.url}/skills`);
  await page.getByText(`${(SKILLS + SKILLS_BEFORE).toLocaleString("en-GB")} skills`).waitFor();
  const box = (await page.locator("canvas").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drawing = await watchDrawing(page, seconds, async () => {
    const until = performance.now() + seconds * 1_000 - 200;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 0; performance.now() < until; i++)
      await page.mouse.move(x + 200 * Math.sin(i / 30), y + 100 * Math.cos(i / 30));
    await page.mouse.up();
  });
  await page.context().close();
  return drawing;
}

/** A tree in which each skill is needed by two others. */
async function addSkills(client: Client): Promise<void> {
  const each = async (count: number, send: (i: number) => Promise<unknown>): Promise<void> => {
    for (let start = 0; start < count; start += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - start) }, (_, i) => send(start + i)));
  };
  await each(SKILLS, (i) =>
    client.must("POST", "/api/skills", { id: `s${i}`, name: `Skill ${i}`, domain: `domain ${i % 20}` }),
  );
  await each(SKILLS - 1, (i) =>
    client.must("POST", "/api/skill-edges", {
      from: `s${i >> 1}`,
      to: `s${i + 1}`,
      type: "prerequisite",
      w: 0.6,
    }),
  );
}
