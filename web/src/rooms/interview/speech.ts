/** Speech to text by the browser, where it has it (Web Speech API). */
import { useEffect, useRef, useState } from "react";

interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  addEventListener(
    type: "result",
    listener: (event: { resultIndex: number; results: ArrayLike<Heard> }) => void,
  ): void;
  addEventListener(type: "error", listener: (event: { error: string }) => void): void;
  addEventListener(type: "end", listener: () => void): void;
  start(): void;
  abort(): void;
  stop(): void;
}
type Heard = ArrayLike<{ transcript: string }> & { isFinal: boolean };

export type SpeechProblem = "denied" | "unheard" | "failed";

interface Speech {
  supported: boolean;
  listening: boolean;
  /** What is being heard and may still change. */
  interim: string;
  problem: SpeechProblem | undefined;
  start: () => void;
  stop: () => void;
}

/** @param onHeard Each phrase once it is final */
export function useSpeech(language: string, onHeard: (phrase: string) => void): Speech {
  const [listening, setListening] = useState(false);
  const [interim, setInterim] = useState("");
  const [problem, setProblem] = useState<SpeechProblem>();
  const current = useRef<Recognition>(undefined);
  const heard = useRef(onHeard);
  useEffect(() => {
    heard.current = onHeard;
  }, [onHeard]);
  useEffect(() => () => current.current?.abort(), []);

  function start(): void {
    const Recognizer = recognizer();
    if (Recognizer === undefined || current.current !== undefined) return;
    const recognition = new Recognizer();
    recognition.lang = language;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.addEventListener("result", ({ resultIndex, results }) => {
      const fresh = Array.from(results).slice(resultIndex);
      const phrases = (final: boolean): string =>
        fresh
          .filter(({ isFinal }) => isFinal === final)
          .map(({ 0: best }) => best?.transcript.trim() ?? "")
          .join(" ")
          .trim();
      setInterim(phrases(false));
      if (phrases(true) !== "") heard.current(phrases(true));
    });
    recognition.addEventListener("error", ({ error }) => setProblem(problemOf(error)));
    recognition.addEventListener("end", () => {
      current.current = undefined;
      setListening(false);
      setInterim("");
    });
    current.current = recognition;
    setProblem(undefined);
    setListening(true);
    recognition.start();
  }

  const stop = (): void => current.current?.stop();
  return { supported: recognizer() !== undefined, listening, interim, problem, start, stop };
}

/** Words joined to what stands there, with one space between. */
export function joined(text: string, phrase: string): string {
  return text === "" || /\s$/.test(text) ? text + phrase : `${text} ${phrase}`;
}

function problemOf(error: string): SpeechProblem | undefined {
  if (error === "aborted") return undefined;
  if (error === "not-allowed" || error === "audio-capture") return "denied";
  return error === "no-speech" ? "unheard" : "failed";
}

function recognizer(): (new () => Recognition) | undefined {
  const names = globalThis as unknown as Record<string, (new () => Recognition) | undefined>;
  return names["SpeechRecognition"] ?? names["webkitSpeechRecognition"];
}
