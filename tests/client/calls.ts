// Calls of another team's program, compiled against the types that the OpenAPI document gives.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema.js";

type Person = components["schemas"]["PersonDocument"];

const client = createClient<paths>({
  baseUrl: process.env.URL ?? "http://127.0.0.1:8080",
  headers: { Authorization: `Bearer ${process.env.KEY ?? ""}` },
});

/** What a refused request says: never thrown away. */
function refused(problem: components["schemas"]["Problem"]): never {
  throw new Error(`${problem.status} ${problem.code}: ${problem.detail}`);
}

/** Adds a person and asks for the way to a role. */
export async function wayOf(person: Person, role: string): Promise<number | null | undefined> {
  const made = await client.POST("/v1/applicants", {
    body: person,
    params: { header: { "Idempotency-Key": `client-${person.id}` } },
  });
  if (made.error) refused(made.error);
  const id = made.data.id;
  const found = await client.POST("/v1/applicants/{id}/pathways", {
    params: { path: { id } },
    body: { pack: "care", profile: role },
  });
  if (found.error) refused(found.error);
  return found.data.reachable[0]?.days;
}

/** Reads a text, pages through measures, and assesses a paper. */
export async function knowledge(text: string): Promise<string[]> {
  const terms = await client.POST("/v1/concepts/resolve", { body: { texts: [text] } });
  if (terms.error) refused(terms.error);
  const first = terms.data.items[0];
  if (first === undefined) throw new Error("one answer for each text");
  const ids: string[] = first.proposals.map((one) => one.concept);
  let cursor: string | undefined;
  do {
    const page = await client.GET("/v1/measures", {
      params: { query: { field: "language", limit: 5, cursor } },
    });
    if (page.error) refused(page.error);
    ids.push(...page.data.items.map((item) => item.measure.id));
    cursor = page.data.next ?? undefined;
  } while (cursor !== undefined);
  const paper = await client.POST("/v1/access-assessments", {
    body: { purpose: "employment", paper: { status: "A26", issued: "2025-08-04" } },
  });
  if (paper.error) refused(paper.error);
  ids.push(paper.data.assessment.verdict);
  return ids;
}

// @ts-expect-error a path that does not exist is no path
void (() => client.GET("/v1/nothing"));
// @ts-expect-error a purpose that does not exist is refused before it is sent
void (() => client.POST("/v1/access-assessments", { body: { purpose: "holiday", paper: {} } }));

if (process.env.KEY) {
  const days = await wayOf({ id: "P-client", facts: [] }, "C11");
  const ids = await knowledge("Altenpflegehelferin");
  console.log(`days: ${days}; ${ids.length} answers, the last one ${ids[ids.length - 1]}`);
}
