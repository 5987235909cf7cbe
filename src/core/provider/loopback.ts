/** Whether the address is on this machine, where nothing is billed and a server has to be started. */
export function isLoopback(baseUrl: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '');
}

/** Host and port, for messages. */
export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
