/** Whatever is thrown, as an error of the closed list: the model's refusals keep their field and their own code. */
import { ModelError } from "@trajectory/engine/errors.ts";
import { dotted, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";

export function toPublicError(thrown: unknown): ProtocolError {
  if (!(thrown instanceof ModelError)) return toProtocolError(thrown);
  const { field, hint, code: reason } = thrown;
  return new ProtocolError("model_refused", `${dotted(field)}: ${hint}.`, { field, reason, cause: thrown });
}
