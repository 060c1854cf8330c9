/**
 * Makes a recorded log from a real run: starts the product in an empty directory, enters the demo portfolio, plays
 * the recording as a phone would, edits, interviews, and takes the log out of the database.
 *
 *   node tests/recorded-logs/record.ts NAME && node tests/recorded-logs/accept.ts NAME --reason "first recording"
 */
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { readLocalAccess } from "@trajectory/server/local-access.ts";
import { VERSION } from "@trajectory/server/version.ts";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { FOLDER, type RecordedLog } from "./landing.ts";

const PAGE = 1_000;
const SPEED = 10;

const name = process.argv[2] ?? "";
if (!/^[a-z0-9-]+$/.test(name)) {
  console.error("Name the log in small letters: node tests/recorded-logs/record.ts NAME");
  process.exit(2);
}

await using product = await startProduct();
const client = new Client(product.url);
const { id: userId } = await client.createOwner();
await client.must("POST", "/api/demo");

let commands = 0;
async function command(actor: ActorName, command: string, payload: object): Promise<string> {
  const id = `recorded-${++commands}`;
  await client.must("POST", `/api/commands/${actor}/${command}`, { id, payload });
  return id;
}

/** Plays the recording; `meanwhile` runs when its first window has reached the actor. */
async function play(meanwhile: (sessionId: string) => Promise<void>): Promise<string> {
  const [recording] = await client.must<{ id: string }[]>("GET", "/api/recordings");
  const heard = new Set<string>();
  let listener = (): void => {};
  const socket = client.feed((message) => {
    if (!("event" in message)) return;
    const { type, payload } = JSON.parse(message.event.json) as EventRecord;
    heard.add(`${type} ${(payload as { sessionId?: string }).sessionId ?? ""}`);
    listener();
  });
  const happened = (event: string): Promise<void> =>
    new Promise((resolve) => {
      listener = () => {
        if (heard.has(event)) resolve();
      };
      listener();
    });
  const body = { recordingId: recording?.id, speed: SPEED };
  const { sessionId } = await client.must<{ sessionId: string }>("POST", "/api/replays", body);
  await happened(`window_recorded ${sessionId}`);
  await meanwhile(sessionId);
  await happened(`session_ended ${sessionId}`);
  socket.close();
  return sessionId;
}

const sessionId = await play(async (sessionId) => {
  await command("session", "tag_session", { sessionId, projectId: "P1" });
  const claim = { sessionId, text: "I feel calm.", direction: "calm", intensity: 1 };
  const claimId = await command("session", "make_claim", claim);
  await command("session", "confirm_claim", { sessionId, claimId });
  await command("life", "report_progress", { projectId: "P1", progress: 0.4 });
});
await command("session", "rate_session", { sessionId, rating: 0.5 });

const interviewId = "i1";
const evidence = {
  id: "recorded-evidence",
  skillId: "s-recorded",
  t: Date.now(),
  kind: "interview_structured",
  sourceId: "interview",
  strength: 1,
  reliability: 1,
  practice: true,
  value: { level: 3 },
};
await command("skills", "set_skill", { skill: { id: "s-recorded", name: "Sailing", domain: "outdoors" } });
await command("interview", "start_interview", { interviewId, flow: "skill_discovery" });
await command("interview", "ask_question", { interviewId, question: "What did you steer?" });
await command("interview", "give_answer", { interviewId, text: "A dinghy, for three summers." });
await command("interview", "propose_evidence", { interviewId, evidence: [evidence] });
await command("interview", "decide_evidence", { interviewId, evidenceId: evidence.id, accepted: true });
await command("interview", "complete_interview", { interviewId });

await command("life", "set_goal", { goal: { id: "g-recorded", name: "Cross the bay", importance: 0.4 } });
await command("life", "remove_goal", { goalId: "g-recorded" });
await command("life", "set_effort", { projectId: "P2", hours: 6 });
await command("life", "remove_constraint", { constraintId: "c1" });
await command("life", "update_life", { capacity: 40, energy: 0.5 });
await command("life", "archive_project", { projectId: "P3", actualHours: 90 });
await play(() => Promise.resolve());

const { token } = (await readLocalAccess(product.dataDir))!;
const events: EventRecord[] = [];
for (;;) {
  const url = `${product.url}/api/operations/users/${userId}/events?afterSeq=${events.length}&limit=${PAGE}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const page = (await answer.json()) as { events: EventRecord[] };
  events.push(...page.events);
  if (page.events.length < PAGE) break;
}
const log: RecordedLog = {
  about:
    "The demo portfolio, the recorded walk played twice, a tag, a claim, a rating, an interview, and edits of everything.",
  version: VERSION,
  recordedAt: new Date().toISOString(),
  events,
};
await writeFile(`${FOLDER}${name}.json.gz`, await promisify(gzip)(JSON.stringify(log), { level: 9 }));
console.log(`${name}: ${events.length} events`);
