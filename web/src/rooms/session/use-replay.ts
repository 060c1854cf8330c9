/** One replay of a recording: started here, followed by asking once a second, stopped here. */
import { useCallback, useEffect, useState } from "react";
import { ApiError, toApiError } from "../../api/http.ts";
import { getReplay, startReplay, stopReplay, type Recording } from "../../api/routes.ts";

interface Playing {
  replayId: string;
  title: string;
}

interface ReplayControl {
  playing: Playing | undefined;
  starting: boolean;
  /** 0 to 1 */
  progress: number;
  error: ApiError | undefined;
  start: (recording: Recording, speed: number) => void;
  stop: () => void;
}

const ASK_MS = 1_000;

export function useReplay(): ReplayControl {
  const [playing, setPlaying] = useState<Playing>();
  const [starting, setStarting] = useState(false);
  const [progress, setProgress] = useState(0);
  const [error, setError] = useState<ApiError>();

  useEffect(() => {
    if (playing === undefined) return;
    let current = true;
    const ask = async (): Promise<void> => {
      try {
        const replay = await getReplay(playing.replayId);
        if (!current) return;
        setProgress(replay.progress);
        if (replay.state === "playing") return;
        setPlaying(undefined);
        if (replay.error !== undefined) setError(new ApiError(0, replay.error));
      } catch (thrown) {
        const failure = toApiError(thrown);
        // A server that does not answer for a moment may still be playing.
        if (current && failure.code !== "offline") setPlaying(undefined);
      }
    };
    const timer = setInterval(() => void ask(), ASK_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [playing]);

  const start = useCallback((recording: Recording, speed: number) => {
    setStarting(true);
    setError(undefined);
    setProgress(0);
    startReplay(recording.id, speed)
      .then(({ replayId }) => setPlaying({ replayId, title: recording.title }))
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setStarting(false));
  }, []);

  const stop = useCallback(() => {
    if (playing === undefined) return;
    setPlaying(undefined);
    stopReplay(playing.replayId).catch((thrown: unknown) => setError(toApiError(thrown)));
  }, [playing]);

  return { playing, starting, progress, error, start, stop };
}
