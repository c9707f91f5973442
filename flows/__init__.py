"""The composition root: takes files in, has them read, checked and reported. The only package that knows the others, and Prefect."""
