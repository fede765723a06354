// A button with data-print opens the browser's own print dialog, which also saves as PDF.
export function watchPrint() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
}
