// Opens urgent help as a dialog. Needs no server; without this script the link shows the same words in the page.
const dialog = document.getElementById("urgent-help");

for (const link of document.querySelectorAll("[data-urgent-help]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
    document.getElementById("urgent-help-title").focus();
  });
}

// A click on the backdrop lands on the dialog itself.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
