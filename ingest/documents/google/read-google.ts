/** The primary calendar of whoever a token of Google is of, as a calendar file. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { openApi } from "../net/api.ts";
import type { Web } from "../net/web.ts";
import { eventsFile, type GoogleEvent } from "./events-file.ts";

export interface GoogleOptions {
  web: Web;
  /** Of the interface, without a slash at its end. */
  address: string;
  token: string;
  now: number;
  signal: AbortSignal;
}

interface Page {
  items?: GoogleEvent[];
  nextPageToken?: string;
}

const WEEK_MS = 7 * 86_400_000;
const WEEKS = 8;
const PAGE_SIZE = 500;
/** 10,000 events. */
const MOST_PAGES = 20;
/** No more is asked for than counts. */
const FIELDS =
  "nextPageToken,items(id,status,summary,transparency,recurringEventId,start,end,attendees(self,responseStatus))";

/** @throws ProtocolError `source_refused`, `source_unavailable`, `document_too_large` */
export async function readGoogle({ web, address, token, now, signal }: GoogleOptions): Promise<Buffer> {
  const headers = { authorization: `Bearer ${token}` };
  const api = openApi({ web, name: "Google Calendar", signal, headers });
  const events: GoogleEvent[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const query = new URLSearchParams({
      singleEvents: "true",
      orderBy: "startTime",
      timeMin: new Date(now).toISOString(),
      timeMax: new Date(now + WEEKS * WEEK_MS).toISOString(),
      maxResults: String(PAGE_SIZE),
      fields: FIELDS,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const page = await api.get<Page | null>(
      `${address}/calendar/v3/calendars/primary/events?${query.toString()}`,
    );
    const { items = [], nextPageToken } = page ?? {};
    if (page === null || !Array.isArray(items)) throw nonsense();
    events.push(...items);
    if (nextPageToken === undefined) return fileOf(events);
    pageToken = nextPageToken;
  }
  throw new ProtocolError(
    "document_too_large",
    `The calendar has more than ${MOST_PAGES * PAGE_SIZE} events in ${WEEKS} weeks.`,
  );
}

function fileOf(events: readonly GoogleEvent[]): Buffer {
  try {
    return Buffer.from(eventsFile(events));
  } catch (cause) {
    throw nonsense(cause);
  }
}

function nonsense(cause?: unknown): ProtocolError {
  return new ProtocolError("source_unavailable", "Google Calendar did not answer with events.", { cause });
}
