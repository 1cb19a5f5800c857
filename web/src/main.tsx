import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/global.css";
import "./app/mantine.css";
import "./app/screen.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { ready } from "./app/ready";

const place = document.getElementById("screen");
if (place) void ready().then(() => createRoot(place).render(<App />));
