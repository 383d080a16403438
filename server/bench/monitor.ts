/** Jobs that wait in the ingest queue, as `/metrics` tells. */
export async function waitingJobs(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, jobs] = /^queue_jobs\{queue="ingest",state="waiting"\} (\d+)/m.exec(text) ?? [];
  return Number(jobs ?? Number.NaN);
}
