import { describe, expect, it } from "vitest";
import { startLocalServer } from "../testing/local-server.ts";
import { isPublic } from "./addresses.ts";
import { openWeb } from "./web.ts";

const { signal } = new AbortController();

describe("isPublic", () => {
  it.each(["8.8.8.8", "140.82.112.3", "2606:4700::6810:84e5"])("lets %s", (address) => {
    expect(isPublic(address)).toBe(true);
  });
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001:db8::1",
    "no address",
  ])("refuses %s", (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe("what people's addresses reach", () => {
  it.each([
    "http://127.0.0.1:1/x",
    "http://localhost:1/x",
    "http://[::1]:1/x",
    "http://0x7f.1:1/x",
    "http://2130706433:1/x",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "https://user:password@example.org/",
    "nonsense",
  ])("is not %s", async (address) => {
    await expect(openWeb()(address, { signal })).rejects.toMatchObject({ code: "address_refused" });
  });

  it("is a private server that was allowed, and no other one that it redirects to", async () => {
    await using inner = await startLocalServer((_, response) => void response.end("secret"));
    await using outer = await startLocalServer(({ url }, response) => {
      if (url === "/away") response.writeHead(302, { location: `${inner.url}/secret` }).end();
      else if (url === "/round") response.writeHead(302, { location: "/round" }).end();
      else response.end("hello");
    });
    const web = openWeb({ privateHosts: [outer.host] });
    expect((await web(`${outer.url}/`, { signal })).body.toString()).toBe("hello");
    await expect(web(`${outer.url}/away`, { signal })).rejects.toMatchObject({ code: "address_refused" });
    expect(inner.asked).toEqual([]);
    await expect(web(`${outer.url}/round`, { signal })).rejects.toMatchObject({ code: "source_unavailable" });
  });

  it("gets no token that was meant for another", async () => {
    const got: (string | undefined)[] = [];
    await using second = await startLocalServer(({ headers }, response) => {
      got.push(headers.authorization);
      response.end();
    });
    await using first = await startLocalServer(({ headers }, response) => {
      got.push(headers.authorization);
      response.writeHead(302, { location: second.url }).end();
    });
    const web = openWeb({ privateHosts: [first.host, second.host] });
    await web(first.url, { signal, headers: { authorization: "Bearer t" } });
    expect(got).toEqual(["Bearer t", undefined]);
  });

  it("is bounded in bytes and time, and named by its host alone", async () => {
    await using server = await startLocalServer(({ url }, response) => {
      if (url === "/large") response.end(Buffer.alloc(2_000));
    });
    const web = openWeb({ privateHosts: [server.host], mostBytes: 1_000, longestMs: 200 });
    await expect(web(`${server.url}/large`, { signal })).rejects.toMatchObject({
      code: "document_too_large",
    });
    await expect(web(`${server.url}/never?key=secret`, { signal })).rejects.toMatchObject({
      code: "source_unavailable",
      message: expect.not.stringContaining("secret") as string,
    });
  });
});
