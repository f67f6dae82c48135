// Switches on what GOV.UK Frontend does where there is a script: focus on errors, no double press. Pages work without it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
