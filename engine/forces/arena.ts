/** Numbers of one chunk; the workspace of a person with a few projects fits in one. */
const CHUNK = 128;

/** Cuts many small Float64Arrays from few buffers: a buffer of its own costs each array over a hundred bytes. */
export class Arena {
  private chunk = new Float64Array(0);
  private used = 0;

  /** A view of n zeros. */
  take(n: number): Float64Array {
    if (this.used + n > this.chunk.length) {
      this.chunk = new Float64Array(Math.max(CHUNK, n));
      this.used = 0;
    }
    this.used += n;
    return this.chunk.subarray(this.used - n, this.used);
  }
}
