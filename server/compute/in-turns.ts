/** So many items are handled before others have their turn. */
const ITEMS_PER_TURN = 16;

/** A long session is computed in pieces: devices and people do not wait for it. */
export async function* inTurns<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  let count = 0;
  for await (const item of items) {
    yield item;
    count++;
    if (count % ITEMS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
