"""The journey from a plan folder to its papers, and the folder that keeps what people edited."""
