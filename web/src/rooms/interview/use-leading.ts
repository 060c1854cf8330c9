/** Leads the open interview: one call at a time, its words as they come, and what other devices did meanwhile. */
import { useCallback, useEffect, useRef, useState } from "react";
import { isUndecided, newCommandId } from "../../api/commands.ts";
import { toApiError, type ApiError } from "../../api/http.ts";
import {
  decide,
  endInterview,
  getInterview,
  getInterviews,
  resumeInterview,
  sendAnswer,
  startInterview,
  type Decision,
  type FlowName,
  type Interview,
  type InterviewList,
  type Listening,
} from "../../api/interview.ts";
import { useLive } from "../../app/live.ts";

export interface Leading {
  list: InterviewList | undefined;
  /** The one under way, or the one just finished. */
  interview: Interview | undefined;
  busy: boolean;
  /** An answer that was sent and is not in the transcript yet. */
  pending: string | undefined;
  /** The next question as far as it has come. */
  coming: string;
  error: ApiError | undefined;
  start: (flow: FlowName) => void;
  answer: (text: string, onTaken: () => void) => void;
  decide: (proposalId: string, decision: Decision) => void;
  resume: () => void;
  end: (how: "pause" | "complete") => void;
  reload: () => void;
}

/** After the last event of a burst, ms. */
const RELOAD_AFTER_MS = 300;

export function useLeading(): Leading {
  const { feed } = useLive();
  const [list, setList] = useState<InterviewList>();
  const [interview, setInterview] = useState<Interview>();
  const [busy, setBusy] = useState(false);
  const [pending, setPending] = useState<string>();
  const [coming, setComing] = useState("");
  const [error, setError] = useState<ApiError>();
  const calls = useRef({ running: false, round: 0, key: newCommandId(), of: "" });
  const id = interview?.id ?? "";

  const reload = useCallback(() => {
    const { current } = calls;
    const round = ++current.round;
    loadInterviews().then(
      (loaded) => {
        if (current.running || round !== current.round) return;
        setList(loaded.list);
        setInterview(loaded.open);
        setError(undefined);
      },
      (thrown: unknown) => {
        if (round === current.round) setError(toApiError(thrown));
      },
    );
  }, []);

  useEffect(reload, [reload]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = feed.onEvent(({ actor }) => {
      // What this page does itself it learns from the answer of its call.
      if (actor !== "interview" || calls.current.running) return;
      clearTimeout(timer);
      timer = setTimeout(reload, RELOAD_AFTER_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [feed, reload]);

  const run = useCallback(async (what: string, work: (listening: Listening) => Promise<Interview>) => {
    const { current } = calls;
    if (current.running) return;
    // The same thing tried again counts once, also when its first answer was lost on the way.
    if (current.of !== what) Object.assign(current, { of: what, key: newCommandId() });
    current.running = true;
    setBusy(true);
    setError(undefined);
    const onWords = (words: string): void => setComing((before) => before + words);
    try {
      setInterview(await work({ key: current.key, onWords }));
      current.of = "";
    } catch (thrown) {
      const problem = toApiError(thrown);
      if (!isUndecided(problem.code)) current.of = "";
      setError(problem);
    }
    current.running = false;
    setBusy(false);
    setPending(undefined);
    setComing("");
  }, []);

  const start = useCallback(
    (flow: FlowName) => void run(`start ${flow}`, (listening) => startInterview(flow, listening)),
    [run],
  );
  const answer = useCallback(
    (text: string, onTaken: () => void) => {
      setPending(text);
      void run(`answer ${text}`, async (listening) => {
        const next = await sendAnswer(id, text, listening);
        onTaken();
        return next;
      });
    },
    [id, run],
  );
  const decideOn = useCallback(
    (proposalId: string, decision: Decision) =>
      void run(`decide ${proposalId} ${JSON.stringify(decision)}`, (listening) =>
        decide(id, proposalId, decision, listening),
      ),
    [id, run],
  );
  const resume = useCallback(
    () => void run("resume", (listening) => resumeInterview(id, listening)),
    [id, run],
  );
  const end = useCallback(
    (how: "pause" | "complete") =>
      void run(how, async () => {
        const next = await endInterview(id, how);
        if (how === "complete") setList(await getInterviews());
        return next;
      }),
    [id, run],
  );

  return {
    list,
    interview,
    busy,
    pending,
    coming,
    error,
    start,
    answer,
    decide: decideOn,
    resume,
    end,
    reload,
  };
}

/** The newest list, and the interview that is under way. */
async function loadInterviews(): Promise<{ list: InterviewList; open: Interview | undefined }> {
  const list = await getInterviews();
  const open = list.interviews.find(({ complete }) => !complete);
  return { list, open: open === undefined ? undefined : await getInterview(open.id) };
}
