/** What a person does with their account as a whole. */
import { call } from "./http.ts";

/** For ever. `erasing`: nobody can sign in any more, and the rest is going. @throws ApiError */
export function deleteAccount(password: string): Promise<{ state: "erased" | "erasing" }> {
  return call("DELETE", "/api/account", { password });
}
