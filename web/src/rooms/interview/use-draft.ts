/** An answer that is being written: it is still there after a reload of the page. */
import { useCallback, useState } from "react";

const PREFIX = "trajectory.answer.";

export function useDraft(
  interviewId: string,
): [text: string, change: (next: (before: string) => string) => void, clear: () => void] {
  const key = PREFIX + interviewId;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? "");
  const change = useCallback(
    (next: (before: string) => string) =>
      setText((before) => {
        const after = next(before);
        sessionStorage.setItem(key, after);
        return after;
      }),
    [key],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    setText("");
  }, [key]);
  return [text, change, clear];
}
