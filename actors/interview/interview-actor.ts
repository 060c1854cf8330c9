/** Commands of the interview actor. It teaches the model nothing itself: accepted evidence goes to the skills. */
import type { Command, Message } from "../runtime/messages.ts";
import type { Conversation } from "./conversation.ts";

export function decide({ name, payload }: Command<"interview">, conversation: Conversation): Message[] {
  switch (name) {
    case "start_interview":
      return [{ actor: "interview", type: "interview_started", payload }];
    case "ask_question":
      return [{ actor: "interview", type: "question_asked", payload }];
    case "give_answer":
      return [{ actor: "interview", type: "answer_given", payload }];
    case "propose_evidence":
      return [{ actor: "interview", type: "evidence_proposed", payload }];
    case "decide_evidence": {
      const decided: Message = { actor: "interview", type: "evidence_decided", payload };
      const evidence = conversation.proposed.find(({ id }) => id === payload.evidenceId);
      if (!payload.accepted || evidence === undefined) return [decided];
      return [decided, { actor: "skills", type: "evidence_added", payload: { evidence } }];
    }
    case "pause_interview":
      return [{ actor: "interview", type: "interview_paused", payload }];
    case "resume_interview":
      return [{ actor: "interview", type: "interview_resumed", payload }];
    case "complete_interview":
      return [{ actor: "interview", type: "interview_completed", payload }];
  }
}
