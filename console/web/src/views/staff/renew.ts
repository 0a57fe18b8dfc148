/** An old page loads itself again, once for each new build: a build that cannot be told apart must not load for ever. */
export function renew(build: string): void {
  if (sessionStorage.getItem("renewed") === build) return;
  sessionStorage.setItem("renewed", build);
  location.reload();
}
