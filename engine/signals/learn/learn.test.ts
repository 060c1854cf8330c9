import { describe, expect, it } from "vitest";
import { ForwardFilter, learnSequences } from "./forward-filter.ts";
import { NetworkReader } from "./network.ts";
import { packNetwork, unpackNetwork } from "./pack-network.ts";
import { SeededRandom } from "./random.ts";
import { gramOf, ridgeScores } from "./ridge.ts";
import { trainNetwork } from "./train-network.ts";

/** Two numbers and whether their signs differ: no line tells that. */
function crossed(count: number, seed: number) {
  const random = new SeededRandom(seed);
  const features = Array.from({ length: count }, () => Float32Array.of(random.normal(), random.normal()));
  return { features, labels: features.map(([a = 0, b = 0]) => (a * b > 0 ? 1 : 0)), classes: 2 };
}

describe("a network", () => {
  const options = { hidden: 12, epochs: 60, seed: 3, rate: 0.02, dropout: 0 };
  const network = trainNetwork(crossed(400, 1), options);

  it("learns what no line can tell, for examples it never saw", () => {
    const reader = new NetworkReader(network);
    const { features, labels } = crossed(300, 2);
    const right = features.filter((x, i) => {
      const [no = 0, yes = 0] = reader.read(x, new Float64Array(2));
      expect(no + yes).toBeCloseTo(1, 12);
      return (yes > no ? 1 : 0) === labels[i];
    });
    expect(right.length).toBeGreaterThan(280);
  });

  it("is the same for the same seed, and another for another", () => {
    expect(trainNetwork(crossed(400, 1), options)).toEqual(network);
    expect(trainNetwork(crossed(400, 1), { ...options, seed: 4 })).not.toEqual(network);
  });

  it("comes back from its text to five digits", () => {
    const packed = packNetwork(network);
    const back = unpackNetwork(packed);
    for (const [i, weight] of network.weights1.entries()) {
      expect(Math.abs((back.weights1[i] ?? 0) - weight)).toBeLessThanOrEqual(Math.abs(weight) * 1e-4);
    }
    expect(packNetwork(back)).toEqual(packed);
    expect(() => unpackNetwork({ ...packed, hidden: 13 })).toThrow(RangeError);
    expect(() => unpackNetwork({ ...packed, numbers: packed.numbers.replace(/^\S+/, "x") })).toThrow(
      RangeError,
    );
  });
});

describe("the forward filter", () => {
  it("gives the known beliefs of the umbrella world (Russell and Norvig)", () => {
    const filter = new ForwardFilter({
      prior: Float64Array.of(0.5, 0.5),
      transitions: [Float64Array.of(0.7, 0.3), Float64Array.of(0.3, 0.7)],
    });
    // It rains with an umbrella at 0.9, without at 0.2.
    const umbrella = [0.9 / 1.1, 0.2 / 1.1];
    expect(filter.next(umbrella)[0]).toBeCloseTo(0.818, 2);
    expect(filter.next(umbrella)[0]).toBeCloseTo(0.883, 2);
  });

  it("learns from sequences what follows what", () => {
    const { prior, transitions } = learnSequences(
      [
        [0, 0, 0, 1],
        [1, 1],
        [0, 0],
      ],
      2,
    );
    expect([...prior]).toEqual([5 / 8, 3 / 8]);
    expect(transitions[0]?.[0]).toBeCloseTo(3.25 / 4.5, 12);
    expect(transitions[1]?.[0]).toBeCloseTo(0.25 / 1.5, 12);
  });
});

describe("ridge regression by inner products", () => {
  it("finds the side of a line, and the penalty shrinks its scores", () => {
    const random = new SeededRandom(5);
    const rows = Array.from({ length: 60 }, () =>
      Float32Array.of(random.normal(), random.normal(), random.normal()),
    );
    const labels = rows.map(([a = 0, b = 0]) => (a + 2 * b > 0.3 ? 1 : 0));
    const gram = gramOf(rows);
    const indexes = [...rows.keys()];
    const scores = (penalty: number) =>
      ridgeScores(gram, 60, indexes.slice(0, 40), labels, indexes.slice(40), { classes: 2, penalty });
    const right = scores(0.01).filter(([no = 0, yes = 0], i) => (yes > no ? 1 : 0) === labels[40 + i]);
    expect(right.length).toBeGreaterThanOrEqual(18);
    const spread = (penalty: number) =>
      scores(penalty).reduce((sum, [no = 0, yes = 0]) => sum + Math.abs(yes - no), 0);
    expect(spread(100)).toBeLessThan(0.3 * spread(0.01));
  });
});
