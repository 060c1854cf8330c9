/** Reads answers and words questions by a language model. What it returns is checked here for form, later for truth. */
import type { Reader } from "@trajectory/protocols/events/interview.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import {
  type AnswerReader,
  type Caller,
  type PlannedQuestion,
  type QuestionWriter,
  ReaderError,
  Reading,
  type Turn,
} from "../port.ts";
import type { GuardedChat } from "./guarded-chat.ts";
import { type Prompt, readPrompt } from "./prompts.ts";

const READ_TOKENS = 2_000;
const WORD_TOKENS = 200;
const LONGEST_QUESTION = 500;
const MOST_SKILLS = 300;

export class ModelReader implements AnswerReader, QuestionWriter {
  readonly #chat: GuardedChat;
  readonly #prompts: { read: Prompt; word: Prompt };

  private constructor(chat: GuardedChat, prompts: { read: Prompt; word: Prompt }) {
    this.#chat = chat;
    this.#prompts = prompts;
  }

  /** Of the model. */
  get name(): string {
    return this.#chat.model;
  }

  static async open(chat: GuardedChat): Promise<ModelReader> {
    const [read, word] = await Promise.all([readPrompt("read-answer", 1), readPrompt("word-question", 1)]);
    return new ModelReader(chat, { read, word });
  }

  async read(turn: Turn, caller: Caller): Promise<{ reading: Reading; by: Reader }> {
    const { read } = this.#prompts;
    const user = JSON.stringify({
      question: turn.question,
      answer: turn.answer,
      knownSkills: turn.skills.slice(0, MOST_SKILLS).map(({ name }) => name),
      knownProjects: turn.projects.map(({ name }) => name),
      knownConstraints: turn.constraints.map(({ name }) => name),
    });
    const schema = { name: "reading", schema: Reading };
    const { text } = await this.#chat.ask(read, { user, schema, maxTokens: READ_TOKENS }, caller);
    return { reading: readingOf(text), by: this.#by(read) };
  }

  async word(
    { text: planned, about }: PlannedQuestion,
    conversation: string,
    caller: Caller,
    onWords: (words: string) => void,
  ): Promise<{ text: string; by: Reader }> {
    const { word } = this.#prompts;
    const user = JSON.stringify({ chosenQuestion: planned, topic: about.topic, lastWords: conversation });
    const { text } = await this.#chat.ask(word, { user, maxTokens: WORD_TOKENS, onWords }, caller);
    const question = text.trim();
    if (question.length > LONGEST_QUESTION || !question.includes("?"))
      throw new ReaderError("The model did not ask a question.");
    return { text: question, by: this.#by(word) };
  }

  #by({ name, hash }: Prompt): Reader {
    return { reader: "model", version: this.#chat.model.slice(0, 120), prompt: { name, hash } };
  }
}

/** Some servers fence their JSON, or talk before it. */
function readingOf(text: string): Reading {
  const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  try {
    return parse(Reading, JSON.parse(json));
  } catch (error) {
    throw new ReaderError("The model's answer was not in the form asked for.", { cause: error });
  }
}
